import type { Page } from "../http/router.ts";
import { addAllSites } from "./groups/add_all_sites.tsx";
import { addSites } from "./groups/add_sites.tsx";
import { groupAdminRights } from "./groups/admin_rights.tsx";
import { deleteGroup } from "./groups/delete.tsx";
import { editGroup } from "./groups/edit.tsx";
import { groupList } from "./groups/list.tsx";
import { newGroupPage } from "./groups/new.tsx";
import { removeSites } from "./groups/remove_sites.tsx";
import { groupPage } from "./groups/show.tsx";
import { jobList } from "./jobs/list.tsx";
import { jobPage } from "./jobs/show.tsx";
import { adminModelList } from "./models/list.tsx";
import { assignSite } from "./sites/assign.tsx";
import { deactivateSite } from "./sites/deactivate.tsx";
import { deleteSite } from "./sites/delete.tsx";
import { adminSiteList } from "./sites/list.tsx";
import { newAdminSite } from "./sites/new.tsx";
import { restoreSite } from "./sites/restore.tsx";
import { adminSitePage } from "./sites/show.tsx";
import { newStatusPage } from "./status/new.tsx";
import { securityLog } from "./security/list.tsx";
import { usageList } from "./usage/list.tsx";
import { userUsage } from "./usage/show.tsx";
import { deactivateUser } from "./users/deactivate.ts";
import { deleteUser } from "./users/delete.tsx";
import { editUser } from "./users/edit.tsx";
import { limitUser } from "./users/limits.tsx";
import { userList } from "./users/list.tsx";
import { moveUser } from "./users/move.tsx";
import { newUserPage } from "./users/new.tsx";
import { passwordLink } from "./users/password_link.tsx";
import { restoreUser } from "./users/restore.ts";
import { userPage } from "./users/show.tsx";
import { removeIdentity } from "./users/remove_identity.ts";
import { resetFactor } from "./users/reset_factor.ts";
import { signOutUser } from "./users/sign_out.ts";
import { userTokens } from "./users/tokens.tsx";

const groupPages: Page[] = [
  groupList,
  newGroupPage,
  groupPage,
  editGroup,
  groupAdminRights,
  deleteGroup,
  addSites,
  addAllSites,
  removeSites,
];

const userPages: Page[] = [
  userList,
  newUserPage,
  userPage,
  editUser,
  limitUser,
  userTokens,
  moveUser,
  passwordLink,
  signOutUser,
  removeIdentity,
  resetFactor,
  deactivateUser,
  restoreUser,
  deleteUser,
];

const adminSitePages: Page[] = [
  adminSiteList,
  newAdminSite,
  adminSitePage,
  assignSite,
  deactivateSite,
  restoreSite,
  deleteSite,
];

/** Everything under /admin. */
export const adminPages: Page[] = [
  ...groupPages,
  ...userPages,
  ...adminSitePages,
  adminModelList,
  jobList,
  jobPage,
  securityLog,
  usageList,
  userUsage,
  newStatusPage,
];
