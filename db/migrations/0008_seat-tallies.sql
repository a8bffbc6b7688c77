CREATE TABLE "seat_tallies" (
	"category_id" bigint PRIMARY KEY NOT NULL,
	"registered" integer NOT NULL,
	"waiting" integer NOT NULL
);
--> statement-breakpoint
-- How many want a seat and how many wait for one, so that the page of a hearing with 100,000 registrations costs what
-- that with 100 does. The truth stays in `registrations`, `steps` and `waiting_places`. The tally of a category is
-- touched under the lock of the category only, and within a statement in the order of their ids.
create function registrations_arrived() returns trigger language plpgsql as $$
begin
  insert into seat_tallies (category_id, registered, waiting)
    select category_id, count(*), 0 from arrived group by 1 order by 1
    on conflict (category_id) do update set registered = seat_tallies.registered + excluded.registered;
  return null;
end $$;
--> statement-breakpoint
create trigger registrations_arrived after insert on registrations referencing new table as arrived
  for each statement execute function registrations_arrived();
--> statement-breakpoint
-- Whoever lets a seat lapse and withdraws after that goes once.
create function registrations_ended() returns trigger language plpgsql as $$
begin
  insert into seat_tallies (category_id, registered, waiting)
    select registrations.category_id, -count(*), 0 from (
      select distinct subject_id from taken
      where subject = 'registration' and kind in ('withdrawn', 'lapsed', 'excluded')) as ended
    join registrations on registrations.id = ended.subject_id
    where not exists (
      select 1 from steps as earlier where earlier.subject = 'registration' and earlier.subject_id = ended.subject_id
        and earlier.kind in ('withdrawn', 'lapsed', 'excluded')
        and not exists (select 1 from taken where taken.id = earlier.id))
    group by 1 order by 1
    on conflict (category_id) do update set registered = seat_tallies.registered + excluded.registered;
  return null;
end $$;
--> statement-breakpoint
create trigger registrations_ended after insert on steps referencing new table as taken
  for each statement execute function registrations_ended();
--> statement-breakpoint
create function waiting_counted() returns trigger language plpgsql as $$
begin
  insert into seat_tallies (category_id, registered, waiting)
    select category_id, 0, case tg_op when 'INSERT' then count(*) else -count(*) end from moved group by 1 order by 1
    on conflict (category_id) do update set waiting = seat_tallies.waiting + excluded.waiting;
  return null;
end $$;
--> statement-breakpoint
create trigger waiting_begun after insert on waiting_places referencing new table as moved
  for each statement execute function waiting_counted();
--> statement-breakpoint
create trigger waiting_ended after delete on waiting_places referencing old table as moved
  for each statement execute function waiting_counted();
--> statement-breakpoint
create or replace function rebuild_tallies() returns void language plpgsql as $$
begin
  lock table comments, steps, points, registrations, waiting_places in share row exclusive mode;
  delete from author_tallies;
  delete from comment_states;
  delete from comment_tallies;
  delete from issue_tallies;
  delete from seat_tallies;
  -- The tallies of authors follow from this of themselves.
  insert into comment_states (comment_id, consultation_id, clause_id, state, moved_at)
    select c.id, c.consultation_id, c.clause_id, coalesce(last.state, 'pending'), coalesce(last.at, c.received_at)
    from comments c left join lateral (
      select case kind when 'restored' then 'published' else kind end as state, at from steps
      where subject = 'comment' and subject_id = c.id
        and kind in ('published', 'refused', 'restored', 'withdrawn') order by id desc limit 1) as last on true;
  insert into comment_tallies (consultation_id, clause_id, state, count)
    select consultation_id, coalesce(clause_id, 0), state, count(*) from comment_states group by 1, 2, 3;
  insert into issue_tallies (issue_id, points)
    select issue_id, count(*) from points where issue_id is not null group by 1;
  insert into seat_tallies (category_id, registered, waiting)
    select category_id, sum(registered), sum(waiting) from (
      select r.category_id, 1 as registered, 0 as waiting from registrations r
      where not exists (select 1 from steps s where s.subject = 'registration' and s.subject_id = r.id
        and s.kind in ('withdrawn', 'lapsed', 'excluded'))
      union all select category_id, 0, 1 from waiting_places) as counted
    group by 1;
end $$;
--> statement-breakpoint
select rebuild_tallies();
