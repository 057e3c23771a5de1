/**
 * Returns true for text that PostgreSQL can store: without NUL, and without half of a surrogate
 * pair.
 */
export const isStorable = (value: string) => value.isWellFormed() && !value.includes("\0");
