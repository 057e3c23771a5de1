import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { AppError } from "../domain/errors.ts";

/** Ends a task whose words are off, telling the right ones. */
export function failWithHelp(help: string): never {
  throw new AppError("invalid", `the words of this task are:\n  ${help}`);
}

/** Options and other words of the command line; an unknown option ends the task with its usage. */
export function parseWords<O extends ParseArgsOptionsConfig>(options: O, help: string) {
  try {
    return parseArgs({ args: Deno.args, options, allowPositionals: true });
  } catch (error) {
    if (error instanceof TypeError) failWithHelp(help);
    throw error;
  }
}

/** What a task does at this word; a word that it does not know ends it with its usage. */
export function findAction<A>(actions: Record<string, A>, word: string, help: string): A {
  return Object.hasOwn(actions, word) ? actions[word]! : failWithHelp(help);
}
