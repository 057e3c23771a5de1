import { errors, jwtVerify } from "jose";
import { type Identity, identityOf, type JwtIssuer } from "../../../domain/account/identity.ts";
import { AppError } from "../../../domain/errors.ts";
import { KeySet } from "./key_set.ts";

/** Issuers use it for tokens of an API with many permissions; more is an attack. */
const MOST_CHARACTERS = 8192;
/** How far the clocks of issuer and service may be apart. */
const CLOCK_TOLERANCE_SECONDS = 30;
const ALGORITHMS = ["RS256", "ES256"];

/** Returns true for what looks like a JWT (RFC 7519, compact and signed): no API token has dots. */
export const isJwt = (secret: string): boolean => secret.split(".").length === 3;

/**
 * Makes what checks JWTs of an issuer: signature by one of its published keys (RS256, ES256), issuer,
 * audience, and times. Headers of a token that bring or name keys of their own (jwk, jku, x5u) mean
 * nothing. Throws not_signed_in with the reason, unavailable when the keys cannot be read.
 */
export function jwtVerifier(
  settings: JwtIssuer,
  now: () => Temporal.Instant,
): (token: string) => Promise<Identity> {
  const keys = new KeySet(settings.keysUrl, () => now().epochMilliseconds);
  return async (token) => {
    if (token.length > MOST_CHARACTERS) throw refused(`Longer than ${MOST_CHARACTERS} characters`);
    try {
      const { payload } = await jwtVerify(token, (header) => keys.keyFor(header), {
        algorithms: ALGORITHMS,
        issuer: settings.issuer,
        audience: settings.audience,
        requiredClaims: ["exp", "sub"],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(now().epochMilliseconds),
      });
      return identityOf(payload, settings);
    } catch (error) {
      if (error instanceof errors.JOSEError) throw refused(reasonOf(error));
      throw error;
    }
  };
}

const refused = (reason: string) => new AppError("not_signed_in", reason);

/** Why a claim is refused, in the words of PyJWT, which scripts of the site API know. */
const CLAIMS: Record<string, string> = {
  aud: "Audience doesn't match",
  iss: "Invalid issuer",
  nbf: "The token is not yet valid (nbf)",
};

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return "Signature has expired";
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = error;
    if (reason === "missing") return `Token is missing the "${claim}" claim`;
    return CLAIMS[claim] ?? `The claim "${claim}" is not valid`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return "Signature verification failed";
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return "The specified alg value is not allowed";
  return "The token is not a valid JWT";
}
