import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { AppError } from "../domain/errors.ts";

/** Throws "invalid" with the task's usage. */
export function failWithHelp(help: string): never {
  throw new AppError("invalid", `Usage:\n  ${help}`);
}

/** Parses options and positional words of the command line. Throws the usage at an unknown option. */
export function parseWords<O extends ParseArgsOptionsConfig>(options: O, help: string) {
  try {
    return parseArgs({ args: Deno.args, options, allowPositionals: true });
  } catch (error) {
    if (error instanceof TypeError) failWithHelp(help);
    throw error;
  }
}

/** Returns the action with this name. Throws the usage when there is none. */
export function findAction<A>(actions: Record<string, A>, name: string, help: string): A {
  return Object.hasOwn(actions, name) ? actions[name]! : failWithHelp(help);
}
