/** Returns an array of numbers as PostgreSQL reads it. */
export const arrayText = (numbers: readonly (number | null)[]) =>
  `{${numbers.map((number) => number ?? "null").join()}}`;
