/** The types of a package that publishes none. */
declare module 'spdx-expression-parse' {
  export type Expression =
    | { license: string; plus?: true; exception?: string }
    | {
        left: Expression;
        conjunction: 'and' | 'or';
        right: Expression;
      };

  /** @throws Error when the text is no expression of identifiers that SPDX has ever published */
  export default function parse(text: string): Expression;
}
