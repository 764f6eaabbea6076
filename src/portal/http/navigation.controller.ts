import { Get, Param } from '@nestjs/common';
import { type Caller, SignedIn } from '#libs/authorization';
import { AnswersPageWith, AnswersWith, ListParameters, MayTotal, Me, Parameter } from '#libs/http';
import type { Page, RawQuery } from '#libs/records';
import { type MyListPage, type MyListSummary, MyLists } from '../application/my-lists.js';
import { type Menu, navigationOf } from '../application/navigation.js';
import { Notifications } from '../application/notifications.js';
import { MY_LIST_SCHEMA, MY_LISTS_SCHEMA, NAVIGATION_SCHEMA, NOTIFICATION_SCHEMA } from './portal.answers.js';
import { PortalController } from './portal-route.js';

@PortalController('portal')
export class NavigationController {
  constructor(
    private readonly lists: MyLists,
    private readonly waiting: Notifications,
  ) {}

  /** The menus that you have. */
  @Get('navigation')
  @SignedIn()
  @AnswersWith('PortalNavigation', NAVIGATION_SCHEMA)
  navigation(@Me() caller: Caller): { readonly header: readonly Menu[] } {
    return navigationOf(caller);
  }

  /** My Lists, with how many rows of each are open. */
  @Get('my-lists')
  @SignedIn()
  @AnswersWith('PortalMyLists', MY_LISTS_SCHEMA)
  myLists(@Me() caller: Caller): Promise<MyListSummary[]> {
    return this.lists.summaries(caller);
  }

  /** One of My Lists: all_cases, action_needed, my_project_tasks, work_orders, my_case_tasks. */
  @Get('my-lists/:key')
  @SignedIn()
  @Parameter('tab', 'open (usual) or closed.', 'open')
  @Parameter('limit', 'Rows a page, 1 to 100.', '25')
  @Parameter('cursor', 'Where to go on: `next` of the last answer.', '')
  @Parameter('sort', 'Fields to sort by, a minus for falling.', '-updatedAt')
  @Parameter('q', 'Text to be found.', 'pump')
  @Parameter('priority', 'Only cases or orders of this priority.', '1')
  @Parameter('state', 'Only rows in this state.', 'open')
  @Parameter('contact', 'Only cases or orders of this contact.', 'CNT0000001')
  @Parameter('updatedAt.gte', 'Only what has changed since.', '2026-01-01T00:00:00Z')
  @MayTotal()
  @AnswersWith('PortalMyList', MY_LIST_SCHEMA)
  myList(@Me() caller: Caller, @Param('key') key: string, @ListParameters() query: RawQuery): Promise<MyListPage> {
    return this.lists.page(caller, key, query);
  }

  /** What waits for you: solutions to accept or reject, questions to answer, tasks to do. What changed last comes first. */
  @Get('notifications')
  @SignedIn()
  @AnswersPageWith('PortalNotification', NOTIFICATION_SCHEMA)
  @MayTotal()
  notifications(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.waiting.page(caller, query);
  }
}
