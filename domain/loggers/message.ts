import { z } from "zod";

/** A message of a logger: raw text that its device queued while a session ran. */
export interface LoggerMessage {
  /** The session in which it was queued. */
  number: number;
  /** Counts the messages of the logger, and never goes back: readers remember the last they know. */
  seq: number;
  /** RFC 3339: when it was queued. */
  time_utc: string;
  text: string;
}

/** Messages that one request may queue. */
const MOST_MESSAGES = 1000;
/** Characters of one message. */
const MOST_CHARACTERS = 10_000;

const text = z.string({ error: "Send the message as text." })
  .max(MOST_CHARACTERS, { error: `Send at most ${MOST_CHARACTERS} characters in a message.` })
  .refine((sent) => !sent.includes("\0"), { error: "The message contains a NUL character." })
  .refine((sent) => sent.isWellFormed(), { error: "The message contains half a character." });

/** One message, or several in their order. */
export const newMessages = z.object({
  text: text.optional(),
  texts: z.array(text, { error: "Send a list of texts." }).min(1, { error: "Send a message." })
    .max(MOST_MESSAGES, { error: `Send at most ${MOST_MESSAGES} messages.` }).optional(),
}).refine((sent) => (sent.text === undefined) !== (sent.texts === undefined), {
  error: "Send either text, a message, or texts, a list of them.",
  path: ["text"],
}).transform((sent) => sent.texts ?? [sent.text!]);
