create function app.fill_inverter_capacity()
returns trigger
language plpgsql
as $$
begin
  new.inverter_capacity_kw := new.capacity_kw;
  return new;
end
$$;

comment on function app.fill_inverter_capacity() is
  'Copies the capacity to inverter_capacity_kw of a new site that has none, as the SDK''s own '
  'schema does. Caller: trigger set_default_inverter_capacity_kw_trigger of sites. Lock: none.';
