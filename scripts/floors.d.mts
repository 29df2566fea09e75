/** By house: floors from the ground up, each a list of rooms; rooms in brackets of their own are one thing. */
export type Floors = Readonly<Record<string, readonly (readonly (string | readonly string[])[])[]>>;

export declare const FLOORS: Floors;
export declare const EXCEPTIONS: readonly string[];
