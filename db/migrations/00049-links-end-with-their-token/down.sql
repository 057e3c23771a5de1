drop index app.download_links_token_uuid;

alter table app.download_links
  drop constraint download_links_token_uuid_fkey;

-- Loses data.
alter table app.download_links
  drop column token_uuid;
