import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { DetailPage } from "../detail/detail-page.tsx";
import { HomePage } from "../home/home-page.tsx";
import { ListPage } from "../list/list-page.tsx";
import { Frame } from "./frame.tsx";
import { NotHere } from "./not-here.tsx";
import { Failed } from "./states.tsx";

/** Every parameter of an address is text, as it is in the API: "2026" stays what was typed. */
const asTexts = (search: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]));

const root = createRootRoute({ component: Frame, notFoundComponent: NotHere, errorComponent: ({ error }) => <Failed problem={error} /> });
// Contexts own the first segment of the API's paths, at the same origin: the console's pages begin with words that no context has.
const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: "/", component: HomePage }),
  createRoute({ getParentRoute: () => root, path: "/records/$context/$collection", validateSearch: asTexts, component: ListPage }),
  createRoute({ getParentRoute: () => root, path: "/records/$context/$collection/$id", component: DetailPage }),
  createRoute({
    getParentRoute: () => root,
    path: "/create/$context/$collection",
    validateSearch: asTexts,
    component: lazyRouteComponent(() => import("../form/create-page.tsx"), "CreatePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/revise/$context/$collection/$id",
    component: lazyRouteComponent(() => import("../form/revise-page.tsx"), "RevisePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/work/pipeline",
    component: lazyRouteComponent(() => import("../screens/board/board-page.tsx"), "BoardPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/work/stock",
    component: lazyRouteComponent(() => import("../screens/stock/stock-page.tsx"), "StockPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/work/flow",
    component: lazyRouteComponent(() => import("../screens/flow/flow-page.tsx"), "FlowPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/work/finance",
    validateSearch: asTexts,
    component: lazyRouteComponent(() => import("../screens/finance/finance-page.tsx"), "FinancePage"),
  }),
]);

export const router = createRouter({
  routeTree: tree,
  // A page that cannot be drawn says so in its place; the way elsewhere stays.
  defaultErrorComponent: ({ error }) => <Failed problem={error} />,
  scrollRestoration: true,
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const query = new URLSearchParams(asTexts(search)).toString();
    return query === "" ? "" : `?${query}`;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
