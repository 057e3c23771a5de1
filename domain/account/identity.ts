import { AppError } from "../errors.ts";
import { groupFields } from "../groups/group.ts";
import { emailAddress } from "./sign_in.ts";

/** An identity provider whose JWTs are taken, as the operator has set it. */
export interface JwtIssuer {
  /** What the claim `iss` must be, character by character. */
  issuer: string;
  /** What the claim `aud` must be or contain. */
  audience: string;
  /** Address of the issuer's public keys (JWKS, RFC 7517). */
  keysUrl: string;
  /** Name of the claim that has the user's e-mail address. */
  emailClaim: string;
  /** Whether an e-mail address that no user has makes a user, and a group for that user. */
  addsUsers: boolean;
}

/** Whom a JWT names: a user by e-mail address, and what the issuer calls that user. */
export interface Identity {
  issuer: string;
  subject: string;
  email: string;
}

/** What a user is bound to, as admins see it. */
export interface BoundIdentity {
  issuer: string;
  subject: string;
  created_utc: string;
}

const MOST_CHARACTERS = 255;

/** Text that is neither empty nor long, and has no control characters or halves of characters. */
const isPlainText = (value: unknown): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= MOST_CHARACTERS &&
  !/[\p{Cc}\p{Cs}]/u.test(value);

/**
 * İ and the sign of Kelvin, whose small letters are those of I and K: PostgreSQL, which compares e-mail
 * addresses in small letters, would take one address for another.
 */
const LIKE_LETTERS = /[\u0130\u212A]/;

/**
 * Returns whom the claims of a JWT name, whose signature, issuer, audience and times have been checked.
 * Throws not_signed_in without subject or e-mail address, and for one that the issuer has not verified.
 */
export function identityOf(
  claims: Readonly<Record<string, unknown>>,
  { issuer, emailClaim }: Pick<JwtIssuer, "issuer" | "emailClaim">,
): Identity {
  const subject = claims.sub;
  const email = claims[emailClaim];
  if (!isPlainText(subject)) {
    throw refused(`The claim "sub" must be a text of 1 to ${MOST_CHARACTERS} characters.`);
  }
  if (!isPlainText(email) || LIKE_LETTERS.test(email)) {
    throw refused(`The token has no e-mail address in "${emailClaim}".`);
  }
  for (const name of ["email_verified", `${emailClaim}_verified`]) {
    if (Object.hasOwn(claims, name) && claims[name] !== true) {
      throw refused("The e-mail address of the token has not been verified by its issuer.");
    }
  }
  return { issuer, subject, email };
}

const refused = (reason: string) => new AppError("not_signed_in", reason);

/**
 * Returns the name of the group of a new user, as the site API of Quartz has it; undefined for what is
 * no e-mail address that a new user may have.
 */
export function groupForNew(email: string): string | undefined {
  const address = emailAddress.safeParse(email);
  if (!address.success || address.data !== email) return undefined;
  const name = groupFields.shape.site_group_name.safeParse(`site_group_for_${email}`);
  return name.success ? name.data : undefined;
}
