create function app.bind_identity(
  of_issuer text, of_subject text, of_email text, new_group text
)
returns text
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  holder uuid;
  bound app.identities;
  in_group uuid;
begin
  perform pg_advisory_xact_lock(hashtext('users.email'));
  select u.user_uuid into holder from users u
  where lower(u.email) = lower(of_email) and u.deactivated_utc is null
  order by u.email = of_email desc, u.email limit 1;
  select * into bound from app.identities i where i.user_uuid = holder;
  if found then
    return case when (bound.issuer, bound.subject) = (of_issuer, of_subject) then 'bound'
      else 'another subject' end;
  end if;
  if exists (select 1 from app.identities i where (i.issuer, i.subject) = (of_issuer, of_subject)) then
    return 'another user';
  end if;
  if holder is null then
    if new_group is null or exists (select 1 from users where lower(email) = lower(of_email)) then
      return 'unknown';
    end if;
    insert into site_groups (site_group_name) values (new_group)
    on conflict do nothing
    returning site_group_uuid into in_group;
    if in_group is null then return 'name taken'; end if;
    holder := app.make_user(of_email, in_group);
  end if;
  insert into app.identities (user_uuid, issuer, subject) values (holder, of_issuer, of_subject);
  return case when in_group is null then 'new' else 'new user' end;
end
$$;

comment on function app.bind_identity(text, text, text, text) is
  'Binds what an identity provider calls a user to the active user with this e-mail address; where '
  'nobody has it and `new_group` is not NULL, to a new user in a new group of that name. Returns '
  '"new" or "new user", "bound" where it is bound already, or why it is not: "another subject" for a '
  'user who is bound otherwise, "another user" for a subject that is, "unknown" without such a user, '
  '"name taken" when a group has the name. Caller: the owner (sql/account/identities.ts). Lock: '
  'advisory ''users.email''.';
