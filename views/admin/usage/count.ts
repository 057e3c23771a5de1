/** `1 234 567`, its groups kept together. */
export function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}
