import assert from "node:assert/strict";
import { readConfig } from "../../service/config.ts";
import { ConfigError } from "../../service/config_error.ts";

export type Env = Record<string, string | undefined>;

/** Returns the message with which the service refuses to start. */
export function said(env: Env): string {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.message;
  }
  assert.fail(`${JSON.stringify(env)} was taken`);
}
