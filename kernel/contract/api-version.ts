/** What the top of a v3 manifest says. Alone, so that whoever only tells the versions apart does not bring the rules along. */
export const API_VERSION_V3 = 'asteby.com/v3';
