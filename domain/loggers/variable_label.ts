/**
 * Returns what a variable is called on pages: its own label, else its name with spaces for
 * underscores and a capital at the start of each word: `adc_channel_one` is `Adc Channel One`.
 */
export function variableLabel({ name, label }: { name: string; label: string | null }): string {
  const given = label?.trim();
  if (given) return given;
  return name.replaceAll("_", " ").replace(/(^|\s)\p{Ll}/gu, (start) => start.toUpperCase());
}
