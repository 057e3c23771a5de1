import { createMiddleware } from "hono/factory";
import { placeOfFault } from "../../domain/json_pieces.ts";
import { fault, noJson } from "../../domain/quartz/faults.ts";
import type { Checked } from "../../domain/quartz/input.ts";
import type { Scoped, SignedIn } from "../http/context.ts";
import { isJson } from "../http/media_types.ts";
import { invalid } from "./errors.ts";

/** A request whose body has been read and checked. */
export interface Taking<T> {
  Variables: Scoped["Variables"] & { input: T };
}

type Check<T> = (body: unknown) => Checked<T> | Promise<Checked<T>>;

/** Makes the middleware that reads and checks the body, before a scope is opened. Throws 422. */
export const body = <T>(check: Check<T>) =>
  createMiddleware<SignedIn & Taking<T>>(async (c, next) => {
    const type = c.req.header("content-type");
    const text = await c.req.text();
    const value = type === undefined || isJson(type) ? parsed(text) : text;
    const checked = await check(value);
    if (checked.faults) throw invalid(...checked.faults);
    c.set("input", checked.data);
    await next();
  });

function parsed(text: string): unknown {
  if (text === "") throw invalid(fault(["body"], ["missing", "Field required"], null));
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalid(noJson(placeOfFault(text)));
  }
}
