/**
 * Distribution network operator of a licence area; its name is a letter of the industry, `_A` to
 * `_P`.
 */
export interface Dno {
  dno_id: string;
  name: string;
  long_name: string;
}

/** The region of a grid supply point. */
export interface Gsp {
  gsp_id: string;
  name: string;
}

/** The fields of a column's text; null for those that it lacks. */
type Read<Place> = { [Key in keyof Place]: string | null };

const UNKNOWN = "999";

/**
 * Returns a DNO or GSP as the text that the Python SDK stores, with Python's spaces and escapes:
 * sums compare these texts.
 */
export function networkText(place: Dno | Gsp): string {
  const entries = Object.entries(place).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  return `{${entries.join(", ")}}`.replace(/[^\0-\x7f]/g, escaped);
}

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Parses a column's DNO; text that is no JSON object counts as a name. */
export function readDno(text: string | null): Read<Dno> | null {
  if (text === null) return null;
  const { dno_id, name, long_name } = fieldsOf(text);
  return { dno_id: textOr(dno_id), name: textOr(name), long_name: textOr(long_name) };
}

/** Parses a column's GSP; text that is no JSON object counts as a name. */
export function readGsp(text: string | null): Read<Gsp> | null {
  if (text === null) return null;
  const { gsp_id, name } = fieldsOf(text);
  return { gsp_id: textOr(gsp_id), name: textOr(name) };
}

/** Returns the name of a DNO; null outside Great Britain, and when it is unknown. */
export function dnoName(text: string | null): string | null {
  const dno = readDno(text);
  return dno === null || dno.dno_id === UNKNOWN ? null : dno.long_name ?? dno.name;
}

/** Returns the name of a GSP; null outside Great Britain, and when it is unknown. */
export function gspName(text: string | null): string | null {
  const gsp = readGsp(text);
  return gsp === null || gsp.gsp_id === UNKNOWN ? null : gsp.name;
}

/** Parses a JSON object. Other text becomes a name, since the column takes any text. */
function fieldsOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { name: text };
}

const textOr = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : null;
