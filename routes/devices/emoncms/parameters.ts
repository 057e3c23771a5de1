import type { Context } from "hono";
import { AppError } from "../../../domain/errors.ts";
import { type Parameters, parseShallow } from "../../../domain/loggers/emoncms/input.ts";

/** What a body in JSON may have beside the values of a node. */
const OWN_NAMES = ["node", "time", "sentat", "offset", "apikey"];
const DATA_NAMES = ["json", "fulljson", "csv", "data"];

/**
 * Returns the parameters of a request: those of its query string, which count first, and those of its
 * body, a form or JSON. A list in JSON is the parameter `data`; an object without a parameter for data
 * is `fulljson`. Throws "malformed" for a body that is not UTF-8 or not what its type says.
 */
export async function parametersOf(c: Context, body: Uint8Array): Promise<Parameters> {
  const query = Object.fromEntries(new URL(c.req.url).searchParams);
  if (body.length === 0) return query;
  const type = c.req.header("content-type") ?? "";
  if (/^multipart\/form-data\b/i.test(type)) return { ...await formOf(body, type), ...query };
  const text = textOf(body);
  const isJson = /\bjson\b/i.test(type) || /^\s*[[{]/.test(text);
  const sent = isJson ? ofJson(text) : Object.fromEntries(new URLSearchParams(text));
  return { ...sent, ...query };
}

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError("malformed", "Format error, the request is not UTF-8");
  }
}

async function formOf(body: Uint8Array, type: string): Promise<Parameters> {
  try {
    const form = await new Response(body.slice(), { headers: { "Content-Type": type } }).formData();
    return Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError("malformed", "Format error, the form is not valid");
  }
}

function ofJson(text: string): Parameters {
  const json = parseShallow(text);
  if (Array.isArray(json)) return { data: json };
  if (typeof json !== "object" || json === null) {
    throw new AppError("malformed", "Format error, json string supplied is not valid");
  }
  const entries = Object.entries(json);
  if (entries.some(([name]) => DATA_NAMES.includes(name))) return Object.fromEntries(entries);
  const own = entries.filter(([name]) => OWN_NAMES.includes(name));
  const values = entries.filter(([name]) => !OWN_NAMES.includes(name));
  return { ...Object.fromEntries(own), fulljson: Object.fromEntries(values) };
}
