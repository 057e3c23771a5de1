create table app.token_usage (
  token_uuid uuid not null,
  day date not null,
  reads integer not null,
  writes integer not null,
  constraint token_usage_pkey primary key (token_uuid, day),
  constraint token_usage_token_uuid_fkey foreign key (token_uuid)
    references app.api_tokens on delete cascade
);
create index token_usage_day on app.token_usage (day);

comment on table app.token_usage is
  'How many requests each API token sent in a day, written in batches; those that were refused for '
  'too many are not counted. Read by the owner''s connections only; a row goes with its token.';
comment on column app.token_usage.token_uuid is 'The token.';
comment on column app.token_usage.day is 'The day (UTC).';
comment on column app.token_usage.reads is 'Reading requests: GET, HEAD and OPTIONS.';
comment on column app.token_usage.writes is 'All others.';
