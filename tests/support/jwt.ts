import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import type { JwtIssuer } from "../../domain/account/identity.ts";
import { NOW } from "./app.ts";

const CLAIM = "https://openclimatefix.org/email";
const AUDIENCE = "https://api.example.org/";

/** A key with which a test signs. */
export interface SigningKey {
  kid: string;
  alg: string;
  secret: Parameters<SignJWT["sign"]>[0];
  jwk: JWK;
}

/** Makes a key pair. */
export async function signingKey(kid: string, alg = "ES256"): Promise<SigningKey> {
  const pair = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, secret: pair.privateKey, jwk: { ...await exportJWK(pair.publicKey), kid } };
}

/** What a token says in place of what a good one does; undefined leaves a claim out. */
interface Forged {
  claims?: JWTPayload;
  header?: Record<string, unknown>;
}

/** An identity provider: signs tokens, and serves its keys on loopback. */
export interface Issuer {
  settings: JwtIssuer;
  /** How often its keys were fetched. */
  fetches: number;
  /** Says what is served in place of the keys; undefined: the keys again. */
  serve(response: (() => Response) | undefined): void;
  publish(...keys: SigningKey[]): void;
  /** Signs a good token of a user, but for what is forged. */
  token(email: string, sub: string, key: SigningKey, forged?: Forged): Promise<string>;
  close(): Promise<void>;
}

/** Makes an issuer whose tokens are good at the time of the test's app. */
export function jwtIssuer(more: Partial<JwtIssuer> = {}): Issuer {
  let keys: JWK[] = [];
  let response: (() => Response) | undefined;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => {
    issuer.fetches++;
    return response?.() ?? Response.json({ keys });
  });
  const settings: JwtIssuer = {
    issuer: "https://login.example.org/",
    audience: AUDIENCE,
    keysUrl: `http://127.0.0.1:${server.addr.port}/.well-known/jwks.json`,
    emailClaim: CLAIM,
    addsUsers: false,
    ...more,
  };
  const issuer: Issuer = {
    settings,
    fetches: 0,
    serve: (other) => void (response = other),
    publish: (...published) => void (keys = published.map(({ jwk }) => jwk)),
    token: (email, sub, key, { claims, header } = {}) => {
      const now = Math.floor(NOW.epochMilliseconds / 1000);
      const good = { iss: settings.issuer, aud: AUDIENCE, sub, [CLAIM]: email, iat: now };
      return new SignJWT({ ...good, exp: now + 600, ...claims })
        .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.secret);
    },
    close: () => server.shutdown(),
  };
  return issuer;
}
