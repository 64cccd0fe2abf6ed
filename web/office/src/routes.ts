import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteRecordRaw } from 'vue-router';
import { api } from './api';
import { checkpointsQuestion } from './rooms/checkpoints/checkpoints';
import { problemOf, queries, sessionEnded } from './queries';
import { fetchMe, holds } from './session';
import type { zh } from './texts/zh';

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's name in the texts. */
    page?: keyof typeof zh.pages;
    /** Opens without a session. */
    open?: boolean;
    /** Draws its own frame. */
    bare?: boolean;
  }
}

/** The board of the first checkpoint; null when there is none to see, or nobody answers: the home page says so. */
const firstBoard = async () => {
  const answer = await queries.query(checkpointsQuestion).catch(() => null);
  const first = answer?.rows[0];
  return first ? { name: 'board', params: { checkpoint: first.id } } : null;
};

const routes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'home',
    component: () => import('./rooms/checkpoints/Home.vue'),
    beforeEnter: async () => (await firstBoard()) ?? true,
    meta: { page: 'board' },
  },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./rooms/access/SignIn.vue'),
    meta: { page: 'signIn', open: true, bare: true },
  },
  {
    path: '/password',
    name: 'password',
    component: () => import('./rooms/access/ChangePassword.vue'),
    meta: { page: 'password' },
  },
  {
    path: '/set-up',
    name: 'set-up',
    component: () => import('./rooms/setup/SetUp.vue'),
    meta: { page: 'setUp', bare: true },
  },
  {
    path: '/checkpoints/:checkpoint/board',
    name: 'board',
    component: () => import('./rooms/checkpoints/BoardPage.vue'),
    meta: { page: 'board' },
  },
  {
    path: '/checkpoints/:checkpoint/wall',
    name: 'wall',
    component: () => import('./rooms/checkpoints/BoardPage.vue'),
    meta: { page: 'wall', bare: true },
  },
  {
    path: '/checkpoints/:checkpoint/passages',
    name: 'passages',
    component: () => import('./rooms/checkpoints/Passages.vue'),
    meta: { page: 'passages' },
    children: [
      {
        path: ':passage',
        name: 'passage-beside',
        component: () => import('./rooms/checkpoints/PassageDrawer.vue'),
        meta: { page: 'passage' },
      },
    ],
  },
  {
    path: '/checkpoints/:checkpoint/find',
    name: 'find',
    component: () => import('./rooms/checkpoints/FindPassages.vue'),
    meta: { page: 'find' },
  },
  {
    path: '/checkpoints/:checkpoint/queue',
    name: 'queue',
    component: () => import('./rooms/queue/QueuePage.vue'),
    meta: { page: 'queue' },
  },
  {
    path: '/checkpoints/:checkpoint/yard',
    name: 'yard',
    component: () => import('./rooms/yard/YardPage.vue'),
    meta: { page: 'yard' },
    children: [
      { path: ':loop', name: 'held', component: () => import('./rooms/yard/HeldDrawer.vue'), meta: { page: 'yard' } },
    ],
  },
  {
    path: '/checkpoints/:checkpoint/trips',
    name: 'trips',
    component: () => import('./rooms/freight/TripsPage.vue'),
    meta: { page: 'trips' },
    children: [
      {
        path: ':trip',
        name: 'trip',
        component: () => import('./rooms/freight/TripDrawer.vue'),
        meta: { page: 'trips' },
      },
    ],
  },
  {
    path: '/checkpoints/:checkpoint/shifts',
    name: 'shifts',
    component: () => import('./rooms/shifts/ShiftsPage.vue'),
    meta: { page: 'shifts' },
  },
  {
    path: '/checkpoints/:checkpoint/shifts/:day/:number',
    name: 'shift',
    component: () => import('./rooms/shifts/ShiftPage.vue'),
    meta: { page: 'shifts' },
  },
  {
    path: '/checkpoints/:checkpoint/log',
    name: 'log',
    component: () => import('./rooms/shifts/LogPage.vue'),
    meta: { page: 'log' },
  },
  {
    path: '/loops',
    name: 'loops',
    component: () => import('./rooms/loops/LoopsPage.vue'),
    meta: { page: 'loops' },
    children: [
      { path: ':loop', name: 'loop', component: () => import('./rooms/loops/LoopDrawer.vue'), meta: { page: 'loops' } },
    ],
  },
  {
    path: '/handovers/:handover',
    name: 'handover',
    component: () => import('./rooms/shifts/HandoverPage.vue'),
    meta: { page: 'shifts' },
  },
  {
    path: '/passages/:passage',
    name: 'passage',
    component: () => import('./rooms/checkpoints/PassagePage.vue'),
    meta: { page: 'passage' },
  },
  {
    path: '/devices',
    name: 'devices',
    component: () => import('./rooms/devices/Devices.vue'),
    meta: { page: 'devices' },
  },
  { path: '/devices/kept', name: 'kept', component: () => import('./rooms/devices/Kept.vue'), meta: { page: 'kept' } },
  { path: '/posts', name: 'posts', component: () => import('./rooms/posts/Posts.vue'), meta: { page: 'posts' } },
  { path: '/gates', name: 'gates', component: () => import('./rooms/gates/Gates.vue'), meta: { page: 'gates' } },
  { path: '/users', name: 'users', component: () => import('./rooms/access/Users.vue'), meta: { page: 'users' } },
  { path: '/staff', name: 'staff', component: () => import('./rooms/duty/Staff.vue'), meta: { page: 'staff' } },
  { path: '/passes', name: 'passes', component: () => import('./rooms/passes/Passes.vue'), meta: { page: 'passes' } },
  {
    path: '/passes/new',
    name: 'issue-pass',
    component: () => import('./rooms/passes/IssuePass.vue'),
    meta: { page: 'issuePass' },
  },
  {
    path: '/passes/boards',
    name: 'boards',
    component: () => import('./rooms/passes/Boards.vue'),
    meta: { page: 'boards' },
  },
  {
    path: '/passes/:pass',
    name: 'pass',
    component: () => import('./rooms/passes/PassPage.vue'),
    meta: { page: 'pass' },
  },
  { path: '/trust', name: 'trust', component: () => import('./rooms/trust/Trust.vue'), meta: { page: 'trust' } },
  { path: '/codes', name: 'codes', component: () => import('./rooms/codes/Codes.vue'), meta: { page: 'codes' } },
  { path: '/rules', name: 'rules', component: () => import('./rooms/rules/Packs.vue'), meta: { page: 'rules' } },
  {
    path: '/figures',
    name: 'figures',
    component: () => import('./rooms/figures/Figures.vue'),
    meta: { page: 'figures' },
  },
  {
    path: '/figures/one', // which one stands in the query: its dots look like a file's to a server
    name: 'figure',
    component: () => import('./rooms/figures/FigurePage.vue'),
    meta: { page: 'figure' },
  },
  {
    path: '/people',
    name: 'people',
    component: () => import('./rooms/registry/People.vue'),
    meta: { page: 'people' },
  },
  {
    path: '/duplicates',
    name: 'duplicates',
    component: () => import('./rooms/registry/Duplicates.vue'),
    meta: { page: 'duplicates' },
  },
  {
    path: '/people/:person',
    name: 'person',
    component: () => import('./rooms/registry/PersonPage.vue'),
    meta: { page: 'person' },
  },
  {
    path: '/vehicles',
    name: 'vehicles',
    component: () => import('./rooms/registry/Vehicles.vue'),
    meta: { page: 'vehicles' },
  },
  {
    path: '/vehicles/:vehicle',
    name: 'vehicle',
    component: () => import('./rooms/registry/VehiclePage.vue'),
    meta: { page: 'vehicle' },
  },
  {
    path: '/households',
    name: 'households',
    component: () => import('./rooms/registry/Households.vue'),
    meta: { page: 'households' },
  },
  {
    path: '/households/:household',
    name: 'household',
    component: () => import('./rooms/registry/HouseholdPage.vue'),
    meta: { page: 'household' },
  },
  {
    path: '/organisations',
    name: 'organisations',
    component: () => import('./rooms/registry/Organisations.vue'),
    meta: { page: 'organisations' },
  },
  {
    path: '/places',
    name: 'places',
    component: () => import('./rooms/registry/Places.vue'),
    meta: { page: 'places' },
  },
  {
    path: '/imports',
    name: 'imports',
    component: () => import('./rooms/import/Imports.vue'),
    meta: { page: 'imports' },
  },
  {
    path: '/imports/:import',
    name: 'import',
    component: () => import('./rooms/import/ImportPage.vue'),
    meta: { page: 'import' },
  },
  {
    path: '/proposals',
    name: 'proposals',
    component: () => import('./rooms/proposals/Proposals.vue'),
    meta: { page: 'proposals' },
  },
  {
    path: '/audit',
    name: 'audit',
    component: () => import('./rooms/audit/Audit.vue'),
    meta: { page: 'audit' },
  },
  {
    path: '/:any(.*)*',
    name: 'missing',
    component: () => import('./ui/Missing.vue'),
    meta: { page: 'missing', open: true },
  },
];

export const router = createRouter({ history: createWebHistory('/office/'), routes });

const setUpNeeded = async (): Promise<boolean> =>
  (await queries.query({ queryKey: ['set-up'], queryFn: api.setUpNeeded, staleTime: 60_000 })).needed;

/** Where the person must go first, or null to let them pass. With the server away the page itself says so. */
const firstThings = async (to: RouteLocationNormalized) => {
  try {
    const me = await fetchMe();
    if (me.mustChangePassword) return to.name === 'password' ? null : { name: 'password' };
    const setsUp = holds(me, ['administrator'], Date.now()) && (await setUpNeeded());
    if (setsUp === (to.name === 'set-up')) return null;
    return { name: setsUp ? 'set-up' : 'home' };
  } catch (error) {
    // Who was at work signs in over the page that was asked for.
    if (problemOf(error)?.status === 401 && !sessionEnded.value)
      return { name: 'sign-in', query: to.path === '/' ? {} : { to: to.fullPath } };
    return null;
  }
};

router.beforeEach(async (to) => (to.meta.open ? true : ((await firstThings(to)) ?? true)));
