/** An activity as a file that calendar programs take (RFC 5545), in universal time. */
import ical, { ICalEventStatus } from 'ical-generator';
import type { Activity } from '#domain/contract/activities.ts';

/** As the phone's language is. */
export const CALENDAR_LANGUAGES = ['ja', 'en', 'ja-easy'] as const;
export type CalendarLanguage = (typeof CALENDAR_LANGUAGES)[number];

/**
 * The same activity always is the same entry (its UID), so that taking it again after a change
 * renews what is there.
 * @param atMs when the file was made
 */
export function calendarFileOf(
  activity: Activity,
  { language, atMs }: { readonly language: CalendarLanguage; readonly atMs: number },
): string {
  const calendar = ical({ prodId: { company: 'Tsudoi', product: 'Calendar' } });
  calendar.createEvent({
    id: `${activity.activityId}@tsudoi`,
    start: new Date(activity.startsAt),
    end: new Date(activity.endsAt),
    stamp: new Date(atMs),
    summary: nameIn(activity, language),
    location: activity.venue,
    description: activity.organizer,
    status: activity.cancelledAt === null ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
  });
  return calendar.toString();
}

function nameIn({ name, nameEn, nameEasy }: Activity, language: CalendarLanguage): string {
  switch (language) {
    case 'ja':
      return name;
    case 'en':
      return nameEn ?? name;
    case 'ja-easy':
      return nameEasy ?? name;
  }
}
