import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import type { FieldError } from "../errors.ts";

/** zxcvbn's own bound of its best score: too many guesses for an attacker who has the slow hashes. */
const LEAST_GUESSES = 1e10;
/** Judging takes a time that grows with the square of the length: the first characters must do. */
const JUDGED_CHARACTERS = 40;

const COMMON =
  "This password is easy to guess: it is a common one, or close to one. Use a few unrelated words.";
const OWN =
  "This password is easy to guess: it is close to your e-mail address or to this service.";

/**
 * Returns why a new password is too easy to guess, as an error of the field `password`; undefined for
 * a good one. Estimated by zxcvbn (Wheeler, USENIX Security 2016) from 49,000 common passwords, in
 * any case and with letters exchanged for signs, keyboard patterns, dates, sequences and repeats, and
 * from the words of the user's e-mail address.
 */
export async function guessable(password: string, email: string): Promise<FieldError | undefined> {
  const { guesses, sequence } = (await estimator()).check(password, ownWords(email));
  if (guesses >= LEAST_GUESSES) return undefined;
  const isOwn = sequence.some((match) => match.dictionaryName === "userInputs");
  return { field: "password", message: isOwn ? OWN : COMMON };
}

function ownWords(email: string): string[] {
  const parts = email.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2);
  return [email, ...email.split("@"), ...parts, "sitecast"];
}

let loading: Promise<ZxcvbnFactory> | undefined;

/** Loads the dictionaries when the first password is judged: they take 8 MB. */
function estimator(): Promise<ZxcvbnFactory> {
  return loading ??= load();
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  const maxLength = JUDGED_CHARACTERS;
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength });
}
