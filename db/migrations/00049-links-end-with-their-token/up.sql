alter table app.download_links
  add column token_uuid uuid;

-- Reads the whole table, to which nobody writes meanwhile.
alter table app.download_links
  add constraint download_links_token_uuid_fkey foreign key (token_uuid)
    references app.api_tokens(token_uuid) on delete cascade;

-- Writes to the table wait while the index is built.
create index download_links_token_uuid on app.download_links using btree (token_uuid);

comment on column app.download_links.token_uuid is 'The API token that made the link, which works no longer than the token. NULL: made by page.';
