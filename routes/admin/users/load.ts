import type { Context } from "hono";
import { z } from "zod";
import { translated } from "../../../db/errors.ts";
import { AppError, type FieldError, found } from "../../../domain/errors.ts";
import { hashSecret, newSecret } from "../../../domain/account/secret.ts";
import type { User } from "../../../domain/users/user.ts";
import * as passwords from "../../../sql/account/passwords.ts";
import * as users from "../../../sql/users/users.ts";
import type { Administering } from "../../http/context.ts";

const uuid = z.guid();

/** The user that the address names, or a 404. */
export async function userAt(c: Context<Administering>): Promise<User> {
  const text = c.req.param("user") ?? "";
  const isUuid = uuid.safeParse(text).success;
  return found(isUuid ? await users.findByUuid(c.var.sql, text) : undefined, "user");
}

/** What the database says against an act, for its form to show; an answer of 400 or more must follow. */
export async function refusalOf(act: Promise<unknown>): Promise<FieldError[] | undefined> {
  try {
    await act;
  } catch (error) {
    const known = translated(error);
    if (!(known instanceof AppError) || !["conflict", "invalid"].includes(known.code)) throw error;
    return known.details.fields?.length
      ? known.details.fields
      : [{ field: "", message: known.message }];
  }
}

/** A new link to set a password: its secret is in the answer of this request and nowhere else. */
export async function makeLink(c: Context<Administering>, userUuid: string) {
  const { settings } = c.var.services;
  const secret = newSecret();
  const expires_utc = await passwords.makeLink(
    c.var.sql,
    userUuid,
    hashSecret(secret),
    settings.passwordLinkHours,
  );
  c.header("Cache-Control", "no-store");
  return { link: `${originOf(c)}/set-password?token=${secret}`, expires_utc };
}

/** Where people reach this service. */
export function originOf(c: Context): string {
  return c.var.services.settings.publicOrigin ?? new URL(c.req.url).origin;
}
