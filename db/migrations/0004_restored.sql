-- What was public and was taken down can be brought back: it is public again under the date it had (W1), so it takes no
-- second step `published` but one of its own.
create or replace function comments_moved() returns trigger language plpgsql as $$
begin
  with newest as (
    select distinct on (subject_id) subject_id, case kind when 'restored' then 'published' else kind end as state, at
    from taken where subject = 'comment' and kind in ('published', 'refused', 'restored', 'withdrawn')
    order by subject_id, id desc),
  moved as (
    update comment_states set state = newest.state, moved_at = newest.at
    from newest, comment_states before
    where comment_states.comment_id = newest.subject_id and before.comment_id = newest.subject_id
    returning comment_states.consultation_id, coalesce(comment_states.clause_id, 0) as clause_id,
      before.state as old_state, comment_states.state as new_state),
  changes as (
    select consultation_id, clause_id, old_state as state, -1 as change from moved
    union all select consultation_id, clause_id, new_state, 1 from moved)
  insert into comment_tallies (consultation_id, clause_id, state, count)
    select consultation_id, clause_id, state, sum(change) from changes group by 1, 2, 3 having sum(change) <> 0 order by 1, 2, 3
    on conflict (consultation_id, clause_id, state) do update set count = comment_tallies.count + excluded.count;
  return null;
end $$;
--> statement-breakpoint
create or replace function rebuild_tallies() returns void language plpgsql as $$
begin
  lock table comments, steps, points in share row exclusive mode;
  delete from comment_states;
  delete from comment_tallies;
  delete from issue_tallies;
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
end $$;
