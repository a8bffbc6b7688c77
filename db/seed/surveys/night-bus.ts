import type { SurveySeed } from '../survey-types'
import { options } from './options'

/** Announced, not open yet; it stands alone, and asks each verified address once. */
export const nightBusSurvey: SurveySeed = {
  title: '县城要不要开夜间公交？',
  purpose:
    '有市民提出，晚上八点以后从县医院、火车站出来没有公交。开不开、开到几点，先做一次问卷。结果公开，报县政府研究明年的公交补贴时一并使用。',
  audience: '晚上要在县城出行的人',
  department: 'urban-management',
  access: 'account',
  weighting: '',
  announcedDay: -2,
  opensDay: 6,
  closesDay: 27,
  definition: {
    crossBy: [],
    pages: [
      {
        id: 'night',
        title: '晚上出行',
        skips: [],
        questions: [
          {
            id: 'late',
            kind: 'single',
            title: '晚上八点以后，您多久在县城出行一次？',
            required: true,
            options: options({
              daily: '差不多天天',
              weekly: '一周一两次',
              rarely: '一个月几次',
              never: '几乎没有',
            }),
          },
          {
            id: 'where',
            kind: 'multiple',
            title: '从哪里出来？',
            required: true,
            showIf: { join: 'all', tests: [{ question: 'late', is: 'not-chosen', value: 'never' }] },
            options: options({
              hospital: '县医院',
              station: '火车站、汽车站',
              school: '学校、培训班',
              work: '上夜班的地方',
            }),
            other: '别的地方',
          },
          {
            id: 'until',
            kind: 'single',
            title: '末班车开到几点合适？',
            required: true,
            options: options({ nine: '晚上九点', ten: '晚上十点', eleven: '晚上十一点' }),
          },
          { id: 'words', kind: 'short-text', title: '还有什么要说的？', required: false, most: 200 },
        ],
      },
    ],
  },
}
