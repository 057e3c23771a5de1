import { type Token, tokenName } from "../../../domain/account/token.ts";
import { type User, userName } from "../../../domain/users/user.ts";
import { TokenTable } from "../../account/tokens/list.tsx";
import { Breadcrumb } from "../../ui/breadcrumb.tsx";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { EmptyState } from "../../ui/empty_state.tsx";
import { isolated } from "../../ui/isolated.ts";
import { UtcTime } from "../../ui/utc_time.tsx";
import { userPath } from "./user_parts.tsx";

export interface UserTokensProps {
  user: User;
  tokens: Token[];
  /** Of the last seven days, by UUID of the token. */
  requests: Map<string, number>;
}

/** Lists the API tokens of a user for admins. It never shows their secrets. */
export function UserTokensPage({ user, tokens, requests }: UserTokensProps) {
  const path = userPath(user);
  return (
    <>
      <Breadcrumb trail={[["Users", "/admin/users"], [userName(user), path]]} />
      <div class="page-head">
        <h1>
          API tokens of <bdi>{userName(user)}</bdi>
        </h1>
        <a class="button" href={`${path}/limits`}>Limits of requests</a>
      </div>
      {tokens.length === 0
        ? (
          <EmptyState title="No API tokens">
            <p>This user has made none.</p>
          </EmptyState>
        )
        : (
          <TokenTable
            caption="API tokens of this user, those that work first"
            tokens={tokens}
            requests={requests}
            path={`${path}/tokens`}
          />
        )}
    </>
  );
}

export function RevokeUserTokenPage({ user, token }: { user: User; token: Token }) {
  const path = `${userPath(user)}/tokens`;
  return (
    <ConfirmPage
      title={`Revoke ${isolated(tokenName(token))}?`}
      action={`${path}/${token.token_uuid}/revoke`}
      submit="Revoke"
      cancel={path}
    >
      <p>
        Scripts of <bdi>{userName(user)}</bdi> that use the token{" "}
        <code>{token.prefix}</code>… will be refused from now on. Last used:{" "}
        <UtcTime at={token.last_used_utc} />. This cannot be undone.
      </p>
    </ConfirmPage>
  );
}
