import { z } from "zod";

/** The company whose sites these are. */
export interface Client {
  client_uuid: string;
  client_name: string;
}

/** The name of a client: one line. */
export const clientName = z.string({ error: "Enter the client's name." }).trim()
  .min(1, { error: "Enter the client's name." })
  .max(255, { error: "Shorten the client's name to at most 255 characters." })
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: "A name is one line without control characters." });

/** A new client. */
export const newClient = z.object({ client_name: clientName });
