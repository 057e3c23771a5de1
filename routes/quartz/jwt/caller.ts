import { getLogger } from "@logtape/logtape";
import type { Context } from "hono";
import { groupForNew, type Identity, type JwtIssuer } from "../../../domain/account/identity.ts";
import { hashSecret } from "../../../domain/account/secret.ts";
import { AppError } from "../../../domain/errors.ts";
import * as identities from "../../../sql/account/identities.ts";
import * as viewers from "../../../sql/account/viewers.ts";
import type { Services, SignedIn } from "../../http/context.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import type { WrongSecrets } from "../../http/wrong_secrets.ts";
import {
  type FindByToken,
  type Rates,
  refusedSecret,
  withinRates,
} from "../../middleware/token_viewer.ts";
import { jwtVerifier } from "./verify.ts";

const log = getLogger(["sitecast", "jwt"]);

/**
 * Makes what finds the viewer of a request by a JWT of the configured issuer. Its first JWT binds a user
 * to the issuer's subject. Throws not_signed_in with the reason, unavailable when the issuer's keys
 * cannot be read, and too_many as it is with API tokens.
 */
export function jwtFinder(
  { now }: Pick<Services, "now">,
  issuer: JwtIssuer,
  { rates, wrong }: { rates: Rates; wrong: WrongSecrets },
): FindByToken {
  const verify = jwtVerifier(issuer, now);
  return async (c, secret) => {
    try {
      const identity = await verify(secret);
      const token = hashSecret(JSON.stringify([identity.issuer, identity.subject])).toHex();
      await withinRates(
        c,
        { token, isOfUser: true },
        rates,
        (wanted) => viewerOf(c, identity, issuer, wanted),
      );
    } catch (error) {
      const isRefused = error instanceof AppError && error.code === "not_signed_in";
      throw isRefused ? refusedSecret(c, wrong, error.message) : error;
    }
  };
}

/** Returns the viewer of an identity, which is bound if it is new. Throws not_signed_in. */
async function viewerOf(
  c: Context<SignedIn>,
  identity: Identity,
  { addsUsers }: JwtIssuer,
  wanted: viewers.LeaseWanted | undefined,
): Promise<viewers.AtOnce> {
  const { owner } = c.var.services.database;
  const known = await viewers.byIdentity(owner, identity, wanted);
  if (known) return known;
  const newGroup = addsUsers ? groupForNew(identity.email) : undefined;
  const binding = await identities.bind(owner, identity, newGroup);
  const found = await viewers.byIdentity(owner, identity, wanted);
  await tellAdmins(c, identity, binding, found);
  if (found) return found;
  throw new AppError("not_signed_in", REFUSALS[binding] ?? REFUSALS.unknown!);
}

const REFUSALS: Partial<Record<identities.Binding, string>> = {
  unknown: "The user of this token is unknown or deactivated.",
  "another subject": "The user of this token is bound to another subject of the identity provider.",
  "another user": "The subject of this token is bound to another user.",
  "name taken": "The user of this token is unknown, and another group has the name of a new one.",
};

/** Says in the log and in the security log what a JWT changed, and what only an admin can mend. */
async function tellAdmins(
  c: Context<SignedIn>,
  { issuer, subject, email }: Identity,
  binding: identities.Binding,
  found: viewers.AtOnce | undefined,
): Promise<void> {
  const said: Partial<Record<identities.Binding, string>> = {
    new: `Bound to the subject ${subject} of ${issuer}.`,
    "new user": `Added the user and a group, bound to the subject ${subject} of ${issuer}.`,
    "name taken": `No user was added: a group has the name ${groupForNew(email)}.`,
  };
  const detail = said[binding];
  if (detail === undefined) return;
  log[found ? "info" : "warning"]("{email}: {detail}", { email, detail });
  const actor = { user_uuid: found?.viewer.user_uuid, email };
  await recordSecurityEvent(c, { kind: "identity", detail, actor });
}
