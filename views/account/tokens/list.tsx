import { type Token, tokenAccess, tokenName } from "../../../domain/account/token.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty_state.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import { isolated } from "../../ui/isolated.ts";

const TONES: Record<Token["state"], Tone> = { active: "good", expired: "quiet", revoked: "quiet" };

export function TokensPage({ tokens }: { tokens: Token[] }) {
  return (
    <>
      <div class="page-head">
        <h1>My API tokens</h1>
        <a class="button" href="/account">Back to my account</a>
        <a class="button primary" href="/account/tokens/new">New token</a>
      </div>
      {tokens.length === 0 ? <NoTokens /> : (
        <table class="list">
          <caption class="visually-hidden">Your API tokens, those that work first</caption>
          <thead>
            <tr>
              <th scope="col">Token</th>
              <th scope="col">Access</th>
              <th scope="col">Created</th>
              <th scope="col">Expires</th>
              <th scope="col">Last used</th>
              <th scope="col">
                <span class="visually-hidden">Revoke</span>
              </th>
            </tr>
          </thead>
          <tbody>{tokens.map((token) => <Row token={token} />)}</tbody>
        </table>
      )}
    </>
  );
}

function Row({ token }: { token: Token }) {
  return (
    <tr>
      <th scope="row">
        {token.name || "(no name)"}
        <small>
          <code>{token.prefix}</code>
        </small>
        <span class="badges">
          <Badge tone={TONES[token.state]} text={token.state} />
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
      <td>
        {token.state === "active" && (
          <a
            class="button"
            href={`/account/tokens/${token.token_uuid}/revoke`}
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
