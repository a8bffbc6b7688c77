-- What was asked and what was answered stay as they were (invariants 3 and 4).
create trigger survey_versions_kept before update on survey_versions for each row
  when (old.published_at is not null and old is distinct from new) execute function refuse_change();
--> statement-breakpoint
create trigger survey_versions_not_deleted before delete on survey_versions for each row
  when (old.published_at is not null) execute function refuse_change();
--> statement-breakpoint
create trigger survey_answers_kept before update on survey_answers for each row execute function refuse_change();
--> statement-breakpoint
create trigger survey_participations_kept before update on survey_participations for each row
  execute function refuse_change();
--> statement-breakpoint
create trigger survey_texts_kept before update on survey_texts for each row
  when ((old.survey_id, old.version_id, old.question_id, old.body)
    is distinct from (new.survey_id, new.version_id, new.question_id, new.body))
  execute function refuse_change();
--> statement-breakpoint
create trigger survey_decisions_kept before update or delete on survey_decisions for each row
  execute function refuse_change();
--> statement-breakpoint
-- A result says what it said when it was published.
create trigger survey_results_kept before update on survey_results for each row
  when (old.figures is not null and old is distinct from new) execute function refuse_change();
