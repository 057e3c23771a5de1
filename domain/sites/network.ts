/** The licence area of a distribution network operator; `_A` to `_P` are the industry's letters. */
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

/** What a text of a column says; of a text that is no such thing, that it is a name. */
type Read<Place> = { [Key in keyof Place]: string | null };

const UNKNOWN = "999";

/** A place as the Python SDK stores it, with Python's spaces and escapes, since sums go by the text. */
export function networkText(place: Dno | Gsp): string {
  const entries = Object.entries(place).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  return `{${entries.join(", ")}}`.replace(/[^\0-\x7f]/g, escaped);
}

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

export function readDno(text: string | null): Read<Dno> | null {
  if (text === null) return null;
  const { dno_id, name, long_name } = fieldsOf(text);
  return { dno_id: textOr(dno_id), name: textOr(name), long_name: textOr(long_name) };
}

export function readGsp(text: string | null): Read<Gsp> | null {
  if (text === null) return null;
  const { gsp_id, name } = fieldsOf(text);
  return { gsp_id: textOr(gsp_id), name: textOr(name) };
}

/** What people call it; null outside Great Britain and where nothing is known. */
export function dnoName(text: string | null): string | null {
  const dno = readDno(text);
  return dno === null || dno.dno_id === UNKNOWN ? null : dno.long_name ?? dno.name;
}

/** As dnoName. */
export function gspName(text: string | null): string | null {
  const gsp = readGsp(text);
  return gsp === null || gsp.gsp_id === UNKNOWN ? null : gsp.name;
}

/** The SDK's writers may store any text. */
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
