create function app.dismiss_attention(of_attention uuid, because text, words text)
returns boolean
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  site uuid := (select site_uuid from app.attention
    where attention_uuid = of_attention and until_utc is null
      and site_uuid = any(app.visible_sites()));
begin
  if site is null then return false; end if;
  insert into app.attention_dismissals (attention_uuid, site_group_uuid, reason, text,
    dismissed_by)
  values (of_attention, app.group_uuid(), because, nullif(words, ''),
    (select email from users where user_uuid = app.user_uuid()))
  on conflict (attention_uuid, site_group_uuid) do update
    set reason = excluded.reason, text = excluded.text,
      dismissed_utc = excluded.dismissed_utc, dismissed_by = excluded.dismissed_by;
  perform app.touch_sites(array[site]);
  return true;
end
$$;

comment on function app.dismiss_attention(uuid, text, text) is
  'Hides an open row of app.attention of a site of the scope from the scope''s group, with the '
  'reason and words of their own (NULL: none). Returns false when there is no such row. Caller: '
  'web roles (sql/sites/attention.ts). Lock: the site''s row of site_revisions.';
grant execute on function app.dismiss_attention(uuid, text, text) to sitecast_app, sitecast_admin;
