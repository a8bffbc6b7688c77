export type RouteEntry = {
  /**
   * The URL, from the slash on, with Remix's `:parameters`; a child's is appended to its parent's.
   * `/` with children is a frame around them that has no URL of its own.
   */
  path: `/${string}`
  /** The route module, from app/. */
  file: string
  /** Only where one module serves several URLs. */
  id?: string
  children?: RouteEntry[]
}

/** Every URL that the application answers. */
export const routes: RouteEntry[] = [
  {
    path: '/',
    file: 'routes/public/layout.tsx',
    children: [
      { path: '/', file: 'routes/public/home.tsx' },
      // decision matters, consultations, announcements
      { path: '/matters', file: 'routes/public/matters.tsx' },
      { path: '/matters/:id', file: 'routes/public/matter.tsx' },
      { path: '/consultations', file: 'routes/public/consultations.tsx' },
      { path: '/consultations/:id', file: 'routes/public/consultation.tsx' },
      { path: '/consultations/:id/comment', file: 'routes/public/comment.tsx' },
      { path: '/consultations/:id/comments', file: 'routes/public/comments.tsx' },
      { path: '/consultations/:id/campaigns/:campaignId', file: 'routes/public/campaign.tsx' },
      { path: '/consultations/:id/feedback', file: 'routes/public/feedback.tsx' },
      { path: '/receipts', file: 'routes/public/receipts.tsx' },
      { path: '/receipts/:code', file: 'routes/public/receipt.tsx' },
      { path: '/texts/:id/compare', file: 'routes/public/compare.tsx' },
      { path: '/announcements', file: 'routes/public/announcements.tsx' },
      { path: '/announcements/:id', file: 'routes/public/announcement.tsx' },
      // hearings and the other ways of being heard
      { path: '/activities', file: 'routes/public/activities.tsx' },
      { path: '/activities/:id', file: 'routes/public/activity.tsx' },
      { path: '/activities/:id/transcript', file: 'routes/public/transcript.tsx' },
      { path: '/registrations/:code/transcript', file: 'routes/public/registration-transcript.tsx' },
      { path: '/activities/:id/register', file: 'routes/public/register.tsx' },
      { path: '/registrations/:code', file: 'routes/public/registration.tsx' },
      { path: '/activities/:id/draw', file: 'routes/public/draw.tsx' },
      { path: '/draw-verify', file: 'routes/public/draw-verify.tsx' },
      { path: '/calendar', file: 'routes/public/calendar.tsx' },
      { path: '/registrations/:code/materials', file: 'routes/public/registration-materials.tsx' },
      // the site itself
      { path: '/about', file: 'routes/public/about.tsx' },
      { path: '/privacy', file: 'routes/public/privacy.tsx' },
      { path: '/accessibility', file: 'routes/public/accessibility.tsx' },
      { path: '/moderation-rules', file: 'routes/public/moderation-rules.tsx' },
      { path: '/site-map', file: 'routes/public/site-map.tsx' },
      { path: '/error-report', file: 'routes/public/error-report.tsx' },
      { path: '/departments', file: 'routes/public/departments.tsx' },
      { path: '/departments/:slug', file: 'routes/public/department.tsx' },
      // concerns
      { path: '/concerns', file: 'routes/public/concerns.tsx' },
      { path: '/concerns/new', file: 'routes/public/concern-form.tsx' },
      { path: '/concerns/:id', file: 'routes/public/concern.tsx' },
      // policies and interpretations
      { path: '/policies', file: 'routes/public/policies.tsx' },
      { path: '/policies/:id', file: 'routes/public/policy.tsx' },
      { path: '/interpretations', file: 'routes/public/interpretations.tsx' },
      { path: '/interpretations/:id', file: 'routes/public/interpretation.tsx' },
      // search
      { path: '/search', file: 'routes/public/search.tsx' },
      // the way into the desk
      { path: '/desk/sign-in', file: 'routes/desk/sign-in.tsx' },
      { path: '/*', file: 'routes/public/not-found.tsx' },
    ],
  },
  {
    path: '/desk',
    file: 'routes/desk/layout.tsx',
    children: [
      { path: '/', file: 'routes/desk/home.tsx' },
      // comments, issues, feedback
      { path: '/moderation', file: 'routes/desk/moderation.tsx' },
      { path: '/consultations/:id/comments', file: 'routes/desk/comments.tsx' },
      { path: '/consultations/:id/comments/new', file: 'routes/desk/comment-new.tsx' },
      { path: '/consultations/:id/issues', file: 'routes/desk/issues.tsx' },
      { path: '/consultations/:id/issues/:issueId', file: 'routes/desk/issue.tsx' },
      { path: '/consultations/:id/comments/:commentId/split', file: 'routes/desk/point-split.tsx' },
      { path: '/consultations/:id/coding', file: 'routes/desk/coding.tsx' },
      { path: '/consultations/:id/gaps', file: 'routes/desk/gaps.tsx' },
      { path: '/consultations/:id/campaigns', file: 'routes/desk/campaigns.tsx' },
      { path: '/consultations/:id/report', file: 'routes/desk/report.tsx' },
      // concerns and responses
      { path: '/concerns', file: 'routes/desk/concerns.tsx' },
      { path: '/concerns/new', file: 'routes/desk/concern-new.tsx' },
      { path: '/concerns/:id', file: 'routes/desk/concern.tsx' },
      // texts, matters and consultations
      { path: '/texts', file: 'routes/desk/texts.tsx' },
      { path: '/texts/import', file: 'routes/desk/import-text.tsx' },
      { path: '/texts/:id', file: 'routes/desk/text.tsx' },
      { path: '/versions/:id/alignment', file: 'routes/desk/alignment.tsx' },
      { path: '/matters', file: 'routes/desk/matters.tsx' },
      { path: '/matters/new', file: 'routes/desk/matter-new.tsx' },
      { path: '/matters/:id', file: 'routes/desk/matter.tsx' },
      { path: '/activities', file: 'routes/desk/activities.tsx' },
      { path: '/activities/new', file: 'routes/desk/activity-new.tsx' },
      { path: '/activities/:id', file: 'routes/desk/activity.tsx' },
      { path: '/activities/:id/agenda', file: 'routes/desk/activity-agenda.tsx' },
      { path: '/activities/:id/registrations', file: 'routes/desk/registrations.tsx' },
      { path: '/activities/:id/draw', file: 'routes/desk/draw.tsx' },
      { path: '/announcements', file: 'routes/desk/announcements.tsx' },
      { path: '/announcements/new', file: 'routes/desk/announcement-new.tsx' },
      { path: '/announcements/:id', file: 'routes/desk/announcement.tsx' },
      { path: '/consultations', file: 'routes/desk/consultations.tsx' },
      { path: '/consultations/new', file: 'routes/desk/consultation-new.tsx' },
      { path: '/consultations/:id', file: 'routes/desk/consultation.tsx' },
      { path: '/activities/:id/transcript', file: 'routes/desk/activity-transcript.tsx' },
      { path: '/activities/:id/report', file: 'routes/desk/activity-report.tsx' },
      { path: '/activities/:id/materials', file: 'routes/desk/activity-materials.tsx' },
      { path: '/activities/:id/check-in', file: 'routes/desk/activity-check-in.tsx' },
      { path: '/activities/:id/record', file: 'routes/desk/activity-record.tsx' },
      // policies, interpretations, media
      { path: '/policies', file: 'routes/desk/policies.tsx' },
      { path: '/policies/new', file: 'routes/desk/policy-new.tsx' },
      { path: '/policies/:id', file: 'routes/desk/policy.tsx' },
      { path: '/interpretations', file: 'routes/desk/interpretations.tsx' },
      { path: '/interpretations/new', file: 'routes/desk/interpretation-new.tsx' },
      { path: '/interpretations/:id', file: 'routes/desk/interpretation.tsx' },
      { path: '/interpretations/:id/preview', file: 'routes/desk/interpretation-preview.tsx' },
      { path: '/media', file: 'routes/desk/media.tsx' },
      // people and records
      { path: '/departments', file: 'routes/desk/departments.tsx' },
      { path: '/accounts', file: 'routes/desk/accounts.tsx' },
      { path: '/audit', file: 'routes/desk/audit.tsx' },
      { path: '/outbox', file: 'routes/desk/outbox.tsx' },
    ],
  },
  { path: '/desk/sign-out', file: 'routes/desk/sign-out.ts' },
  // what is not a page
  { path: '/media/:sha/:variant', file: 'routes/data/media.ts' },
  { path: '/activities/:id/recording', file: 'routes/data/recording.ts' },
  { path: '/activities/:id/captions.vtt', file: 'routes/data/captions.ts' },
  { path: '/activities/:id/transcript.txt', file: 'routes/data/transcript-text.ts' },
  { path: '/receipts/:code/attachments/:id', file: 'routes/data/attachment.ts', id: 'attachment-by-code' },
  { path: '/desk/attachments/:id', file: 'routes/data/attachment.ts', id: 'attachment-at-desk' },
  { path: '/desk/media/upload', file: 'routes/data/media-upload.ts' },
  { path: '/consultations/:id/feedback.docx', file: 'routes/data/feedback-file.ts', id: 'feedback-docx' },
  { path: '/consultations/:id/feedback.xlsx', file: 'routes/data/feedback-file.ts', id: 'feedback-xlsx' },
  { path: '/consultations/:id/comments.csv', file: 'routes/data/open-comments.ts', id: 'comments-csv' },
  { path: '/consultations/:id/comments.json', file: 'routes/data/open-comments.ts', id: 'comments-json' },
  { path: '/consultations/:id/comments.xlsx', file: 'routes/data/open-comments.ts', id: 'comments-xlsx' },
  { path: '/desk/consultations/:id/comments/export', file: 'routes/data/comments-export.ts' },
  {
    path: '/registrations/:code/materials/:materialId',
    file: 'routes/data/material.ts',
    id: 'material-by-code',
  },
  {
    path: '/desk/activities/:id/materials/:materialId',
    file: 'routes/data/material.ts',
    id: 'material-at-desk',
  },
  { path: '/activities/:id/calendar.ics', file: 'routes/data/calendar-file.ts', id: 'calendar-of-activity' },
  { path: '/calendar.ics', file: 'routes/data/calendar-file.ts', id: 'calendar-of-all' },
  { path: '/activities/:id/draw.txt', file: 'routes/data/draw-file.ts' },
  { path: '/activities/:id/poll.csv', file: 'routes/data/poll-table.ts' },
  { path: '/feed.xml', file: 'routes/data/feed.ts' },
  { path: '/robots.txt', file: 'routes/data/robots.ts' },
  { path: '/sitemap.xml', file: 'routes/data/sitemap.ts' },
  { path: '/preferences', file: 'routes/data/preferences.ts' },
]
