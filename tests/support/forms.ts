import assert from "node:assert/strict";
import { as, type TestApp } from "./app.ts";
import type { Person } from "./cast.ts";
import { page } from "./html.ts";

/** Makes what looks at pages and sends forms as a person. */
export function formsOf(app: TestApp, person: Person) {
  const me = as(app, person);
  return {
    shown: (path: string) => page(me.get(path)),
    /** Sends a form, and returns where it leads. */
    post: async (path: string, form: Record<string, string> = {}) => {
      const response = await me.post(path, form);
      assert.equal(response.status, 303, await response.text());
      return response.headers.get("location")!;
    },
    /** Sends a form that is refused, and returns its errors by field. */
    refused: async (path: string, form: Record<string, string>) => {
      const response = await me.post(path, form);
      assert.equal(response.status, 422);
      return (await page(response)).errors();
    },
  };
}

export type Forms = ReturnType<typeof formsOf>;
