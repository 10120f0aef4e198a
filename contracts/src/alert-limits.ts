/** Out of the way for a shift at most. By itself, so that pages which offer it do not carry schemas. */
export const SHELVE_MOST_MINUTES = 8 * 60;
