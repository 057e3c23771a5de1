create function app.record_charging_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  who uuid := nullif(current_setting('pvsite_datamodel.current_user_uuid', true), '')::uuid;
  their_email text := (select email from users where user_uuid = who);
  door text := case when pg_has_role(session_user, 'sitecast_app', 'member')
    then nullif(current_setting('app.through', true), '') end;
  counted text[] := '{id,version,local_day,shown_cost,shown_cost_source,cost_rate,cost_session_fee,
    estimated_cost,paid_per_kwh,cost_difference,is_member_rate,non_member_cost,member_saving,
    sun_kwh,sun_known,site_group_uuid}';
begin
  if tg_op = 'INSERT' then
    insert into app.charging_history (site_group_uuid, session_id, operation, changes, changed_by,
      changed_by_email, changed_through)
    select n.site_group_uuid, n.session_id, tg_op, '{}', who, their_email, door from new_rows n;
  elsif tg_op = 'UPDATE' then
    insert into app.charging_history (site_group_uuid, session_id, operation, changes, changed_by,
      changed_by_email, changed_through)
    select n.site_group_uuid, n.session_id, tg_op,
      (select coalesce(jsonb_object_agg(a.key, jsonb_build_array(b.value, a.value)), '{}')
        from jsonb_each(to_jsonb(n) - counted) a join jsonb_each(to_jsonb(o) - counted) b using (key)
        where a.value <> b.value),
      who, their_email, door
    from new_rows n join old_rows o using (id)
    where n.version <> o.version
      and exists (select 1 from site_groups g where g.site_group_uuid = n.site_group_uuid);
  else
    insert into app.charging_history (site_group_uuid, session_id, operation, changes, changed_by,
      changed_by_email, changed_through)
    select o.site_group_uuid, o.session_id, tg_op, jsonb_strip_nulls(to_jsonb(o) - counted), who,
      their_email, door
    from old_rows o
    where exists (select 1 from site_groups g where g.site_group_uuid = o.site_group_uuid);
  end if;
  return null;
end
$$;

comment on function app.record_charging_change() is
  'Writes changes of charging sessions to app.charging_history, but none of a group that is being '
  'deleted. Who made them is read from the scope; only the service''s own logins say how a change '
  'came. Caller: triggers history of ev_charging_session. Lock: none.';
