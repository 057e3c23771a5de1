create function app.keep_administrators()
returns trigger
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'usage') then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or new.site_group_uuid <> old.site_group_uuid)
    and exists (select 1 from site_groups g
      where g.site_group_uuid = new.site_group_uuid and g.is_admin) then
    raise 'Only an administrator makes administrators.' using errcode = '42501';
  end if;
  if tg_op <> 'INSERT' and (tg_op = 'DELETE' or new.site_group_uuid <> old.site_group_uuid)
    and exists (select 1 from site_groups g
      where g.site_group_uuid = old.site_group_uuid and g.is_admin) then
    perform pg_advisory_xact_lock(hashtext('app.is_admin'));
    if not exists (select 1 from users u join site_groups g using (site_group_uuid)
        where g.is_admin and u.deactivated_utc is null and u.user_uuid <> old.user_uuid) then
      raise 'Nobody could administer this installation any more.' using errcode = '42501';
    end if;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;

comment on function app.keep_administrators() is
  'Refuses (42501) that a modeller''s login makes a user an administrator by moving it into an '
  'admin group, or takes the last active administrator away. Of the owner, as whom our '
  'functions run, it asks nothing: they have rules of their own. Caller: trigger '
  'keep_administrators of users. Lock: advisory ''app.is_admin'' where an administrator goes.';
