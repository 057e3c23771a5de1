import { type Token, tokenAccess, tokenName } from "../../../domain/account/token.ts";
import type { RequestLimits } from "../../../domain/account/request_limits.ts";
import { count } from "../../../domain/plural.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty_state.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import { isolated } from "../../ui/isolated.ts";

const TONES: Record<Token["state"], Tone> = { active: "good", expired: "quiet", revoked: "quiet" };

export interface TokensPageProps {
  tokens: Token[];
  /** Of the last seven days, by UUID of the token. */
  requests: Map<string, number>;
  limits: RequestLimits;
}

export function TokensPage({ tokens, requests, limits }: TokensPageProps) {
  return (
    <>
      <div class="page-head">
        <h1>My API tokens</h1>
        <a class="button" href="/account">Back to my account</a>
        <a class="button primary" href="/account/tokens/new">New token</a>
      </div>
      {tokens.length === 0 ? <NoTokens /> : (
        <>
          <p class="muted">
            In a minute, each token may send {count(limits.readsPerMinute)} requests that read and
            {" "}
            {count(limits.writesPerMinute)} that write.
          </p>
          <TokenTable
            caption="Your API tokens, those that work first"
            tokens={tokens}
            requests={requests}
            path="/account/tokens"
          />
        </>
      )}
    </>
  );
}

interface TokenTableProps {
  caption: string;
  tokens: Token[];
  requests: Map<string, number>;
  /** Address of the list; the pages that revoke tokens are below it. */
  path: string;
}

/** Lists tokens with what they may do and how much they are used. */
export function TokenTable({ caption, tokens, requests, path }: TokenTableProps) {
  return (
    <table class="list">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">Access</th>
          <th scope="col">Created</th>
          <th scope="col">Expires</th>
          <th scope="col">Last used</th>
          <th scope="col" class="number">Requests in 7 days</th>
          <th scope="col">
            <span class="visually-hidden">Revoke</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <Row token={token} requests={requests.get(token.token_uuid) ?? 0} path={path} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ token, requests, path }: { token: Token; requests: number; path: string }) {
  return (
    <tr>
      <th scope="row">
        {token.name || "(no name)"}
        <small>
          <code>{token.prefix}</code>
        </small>
        <span class="badges">
          <Badge tone={TONES[token.state]} text={token.state} />
          {token.successor_uuid && <Badge tone="quiet" text="rotated" />}
        </span>
      </th>
      <td data-label="Access">{tokenAccess(token)}</td>
      <td data-label="Created">
        <UtcTime at={token.created_utc} />
      </td>
      <td data-label="Expires">
        <UtcTime at={token.expires_utc} />
      </td>
      <td data-label="Last used">
        <UtcTime at={token.last_used_utc} />
      </td>
      <td class="number" data-label="Requests in 7 days">{count(requests)}</td>
      <td>
        {token.state === "active" && (
          <a
            class="button"
            href={`${path}/${token.token_uuid}/revoke`}
            aria-label={`Revoke ${isolated(tokenName(token))}`}
          >
            Revoke
          </a>
        )}
      </td>
    </tr>
  );
}

function NoTokens() {
  return (
    <EmptyState title="No API tokens yet">
      <p>
        A token lets a script do what you can do here.{" "}
        <a href="/account/tokens/new">Create the first one</a>
      </p>
    </EmptyState>
  );
}
