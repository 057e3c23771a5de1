set local check_function_bodies = off;

drop trigger count_edit on public.site_groups;

drop trigger count_edit on public.users;

alter table app.token_usage
  drop constraint token_usage_token_uuid_fkey;

drop function app.claim_keyed_request(uuid, text, text, uuid);

drop function app.lock_group(uuid);

drop function app.lock_user(uuid);

-- Loses data.
alter table app.api_tokens
  drop column may_rotate;

-- Loses data.
alter table app.api_tokens
  drop column successor_uuid;

-- Loses data.
alter table app.idempotency_keys
  drop column alive_utc;

-- Loses data.
alter table app.idempotency_keys
  drop column attempt;

-- Loses data.
alter table public.site_groups
  drop column version;

-- Loses data.
alter table public.users
  drop column version;

-- Loses data.
drop table app.token_usage;

comment on function app.count_edit() is 'Counts the edits of a site, whatever version the writer gives. Caller: trigger count_edit of sites. Lock: none.';

comment on table app.idempotency_keys is 'Responses to API requests that were sent with the header Idempotency-Key, so that a request sent again gets the response of the first one and does nothing twice. A row goes with its user, and after a day. Read by functions only.';

comment on table public.site_groups is 'Sets of sites that their members see. Table of the Python SDK; is_admin is ours.';

comment on table public.users is 'People and programs that sign in or use tokens; each is in one site group. Table of the Python SDK; deactivated_utc and last_seen_utc are ours.';
