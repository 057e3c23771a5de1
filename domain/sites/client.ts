import { z } from "zod";

/** Whose site it is. */
export interface Client {
  client_uuid: string;
  client_name: string;
}

export const clientName = z.string({ error: "Enter the client's name." }).trim()
  .min(1, { error: "Enter the client's name." })
  .max(255, { error: "Shorten the client's name to at most 255 characters." })
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: "A name is one line without control characters." });

export const newClient = z.object({ client_name: clientName });
