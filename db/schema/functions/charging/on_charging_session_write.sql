create function app.on_charging_session_write()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  counted record;
  edited ev_charging_session;
begin
  perform app.lock_charging_rates(new.site_group_uuid, false);
  if tg_op = 'INSERT' then
    new.version := 1;
    new.currency := coalesce(new.currency, (select value from app_settings
      where key = 'currency' and site_group_uuid = new.site_group_uuid
        and value ~ '^[A-Z]{3}$'));
    if new.location_id is not null and app.login_group() is not null and not exists (
      select 1 from ev_location_lookup
      where id = new.location_id and site_group_uuid = new.site_group_uuid)
    then new.location_id := null; end if;
  else
    edited := new;
    edited.estimated_cost := old.estimated_cost;
    new.version := old.version + (edited is distinct from old)::integer;
  end if;
  counted := app.charging_cost(new);
  new.local_day := counted.local_day;
  new.shown_cost := counted.shown_cost;
  new.shown_cost_source := counted.shown_cost_source;
  new.cost_rate := counted.cost_rate;
  new.cost_session_fee := counted.cost_session_fee;
  new.estimated_cost := counted.estimated_cost;
  new.paid_per_kwh := counted.paid_per_kwh;
  new.cost_difference := counted.cost_difference;
  new.is_member_rate := counted.is_member_rate;
  new.non_member_cost := counted.non_member_cost;
  new.member_saving := counted.member_saving;
  return new;
end
$$;

comment on function app.on_charging_session_write() is
  'Counts the kept costs of a session by app.charging_cost and its edits, whatever the writer '
  'gives. A new session without a currency gets that of the group''s settings. Programs that '
  'write with a login of their own repeat numbers of places from their files, which are no keys: '
  'one that the group does not have becomes NULL. Caller: trigger count_costs of '
  'ev_charging_session. Lock: as app.lock_charging_rates, shared.';
