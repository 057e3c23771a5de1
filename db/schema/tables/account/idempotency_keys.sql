create table app.idempotency_keys (
  user_uuid uuid not null,
  route text not null,
  idempotency_key text not null,
  request_hash bytea not null,
  status integer,
  location text,
  body text,
  created_utc timestamptz not null default now(),
  attempt uuid,
  alive_utc timestamptz,
  constraint idempotency_keys_pkey primary key (user_uuid, route, idempotency_key),
  constraint idempotency_keys_user_uuid_fkey foreign key (user_uuid)
    references users on delete cascade
);
create index idempotency_keys_created_utc on app.idempotency_keys (created_utc);

comment on table app.idempotency_keys is
  'Responses to API requests that were sent with the header Idempotency-Key, so that a request sent '
  'again gets the response of the first one and does nothing twice. A row goes with its user, and '
  'after a day. Read by functions, and by the owner''s connections.';
comment on column app.idempotency_keys.user_uuid is 'The user whose token sent the request.';
comment on column app.idempotency_keys.route is 'Method and path of the request.';
comment on column app.idempotency_keys.idempotency_key is 'The header as it was sent.';
comment on column app.idempotency_keys.request_hash is
  'SHA-256 of the query string and the body. Another one under the same key is refused.';
comment on column app.idempotency_keys.status is
  'Status of the response. NULL: a request that is read while it arrives has not ended.';
comment on column app.idempotency_keys.location is 'Header Location of the response; NULL: none.';
comment on column app.idempotency_keys.body is
  'Body of the response; NULL: it has none, or it shows a secret, which is shown once.';
comment on column app.idempotency_keys.created_utc is 'When the first request was sent.';
comment on column app.idempotency_keys.attempt is
  'The request that is being read while it arrives. NULL: it was done in one transaction.';
comment on column app.idempotency_keys.alive_utc is
  'When its instance of the service last told that it goes on, which it does each second. NULL: as '
  'before.';
