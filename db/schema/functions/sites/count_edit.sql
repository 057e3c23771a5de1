create function app.count_edit()
returns trigger
language plpgsql
as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;

comment on function app.count_edit() is
  'Counts the edits of a row, whatever version the writer gives. Caller: trigger count_edit '
  'of sites, users and site_groups. Lock: none.';
