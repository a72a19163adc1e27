import type { CustomerCatalog } from '@fuelgauge/sdk';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { customerPages, operatorPages } from '../../web/src/app/page-table.ts';
import { totp } from '../integration/identity/totp.ts';
import { type ConsoleWorld, openAs, openConsoleWorld } from '../support/console-world.ts';
import { violationsOf } from '../support/violations-of.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

const PASSWORD = 'a river runs through it';

let world: ConsoleWorld;

beforeAll(async () => {
  if (executablePath !== undefined) world = await openConsoleWorld(executablePath);
}, 120_000);

afterAll(() => world?.close());

/** A customer of each catalog on a plan that opens its pages. */
const PLANS = {
  agents: 'business',
  'ai-workspace': 'team',
  hosting: 'personal',
  prospecting: 'pro',
  vision: 'core_monthly',
} as const;

/** What a role of a catalog permits: who may write something may read it, and who sees all sees their own. */
function permitted({ roles }: CustomerCatalog, role: string): ReadonlySet<string> {
  const stated: readonly string[] = roles[role] ?? [];
  const read = stated.map((each) => each.replace(/\.write$/, '.read'));
  return new Set([
    ...stated,
    ...read,
    ...(stated.includes('usage.read') ? ['usage.read.self'] : []),
  ]);
}

describeWithBrowser('roles in a browser', () => {
  test.each(Object.entries(PLANS))(
    '20: %s: each role is shown exactly its pages, and told who has the others',
    async (name, plan) => {
      const customer = `roles-of-${name}`;
      await world.client.customers.put(customer, { name: customer, catalog: name, plan });
      const catalog = await world.client.catalog.of(customer);
      const roles = Object.keys(catalog.roles);
      const named = (ids: readonly string[]) =>
        ids.map((each) => catalog.role_labels[each]).join(', ');
      const may = (role: string, needs: readonly string[]) =>
        needs.length === 0 || needs.some((need) => permitted(catalog, role).has(need));
      const context = await world.browser.newContext();
      const at = (path: string) => `${world.server.url}/c/${customer}${path === '/' ? '' : path}`;
      for (const role of roles) {
        const page = await openAs(world, { customer, role, at: `/c/${customer}/rates`, context });
        await page.getByRole('heading', { name: 'Rates', level: 1 }).waitFor();
        const expected = customerPages.filter(
          ({ permissions, isFor }) => may(role, permissions) && (!isFor || isFor(catalog)),
        );
        const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
        const shown = () =>
          links.evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href));
        await expect.poll(shown, { timeout: 15_000 }).toEqual(expected.map(({ path }) => at(path)));
        const closed = customerPages.filter(({ permissions }) => !may(role, permissions));
        // Pages that need the same are refused alike: one of each sort says it for all.
        const sorts = new Map(closed.map((each) => [each.permissions.join(), each]));
        for (const { path, permissions } of sorts.values()) {
          await page.goto(at(path));
          const having = roles.filter((each) => may(each, permissions));
          const told = `It needs one of these roles: ${named(having)}. Yours: ${named([role])}.`;
          await page.getByText(told).waitFor();
        }
        await page.goto(`${world.server.url}/op`);
        await page.getByText('This page is for whoever runs the server.').waitFor();
        await page.close();
      }
      await context.close();
    },
    60_000,
  );

  test('20: no page of the operator is a member’s', async () => {
    const page = await openAs(world, { customer: 'acme', role: 'owner', at: '/c/acme' });
    for (const { path } of operatorPages) {
      await page.goto(`${world.server.url}/op${path}`);
      await page.getByText('This page is for whoever runs the server.').waitFor();
    }
    await page.context().close();
  });

  test('L1: a plan without the page is named, with the plans that have it', async () => {
    const page = await openAs(world, { customer: 'lark', role: 'admin', at: '/c/lark' });
    await page
      .getByText(/The plan does not include it\. These plans do: Pro, Premium, Scale/)
      .waitFor();
    await page.close();
  });
});

describeWithBrowser('files in a browser', () => {
  test('41: what the server writes is offered to whom it is permitted', async () => {
    for (const [role, offered] of [
      ['developer', ['Table as CSV']],
      ['owner', ['Table as CSV', 'All entries as CSV']],
    ] as const) {
      const page = await openAs(world, { customer: 'acme', role, at: '/c/acme' });
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      const choices = page.getByRole('button', { name: /CSV$/ });
      await expect.poll(() => choices.allInnerTexts()).toEqual(offered);
      await page.close();
    }
  });
});

describeWithBrowser('a page inside another product', () => {
  test('a token shows it there, leaves the address, wears its colours and is renewed', async () => {
    const body = {
      customer: 'acme',
      member: 'ada',
      roles: ['owner'],
      chrome: 'none',
      accent: { light: '#7a1f6b', dark: '#e9a6dd' },
    } as const;
    const { url } = await world.client.portalSessions.create(body);
    const short = await world.client.portalSessions.create({ ...body, expires_in: 30 });
    const renewed = await world.client.portalSessions.create(body);
    world.serveHost(`<iframe id="usage" width="900" height="700" src="${short.url}"></iframe>
      <script>
        window.asked = 0;
        addEventListener('message', ({ data, source }) => {
          if (data.type !== 'fuelgauge:token-needed') return;
          window.asked += 1;
          source.postMessage({ type: 'fuelgauge:token', token: ${JSON.stringify(renewed.token)} }, '*');
        });
      </script>`);
    const page = await world.browser.newPage();
    await page.goto(world.hostOrigin);
    const inside = page.frameLocator('#usage');
    await inside.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(await inside.getByRole('navigation', { name: 'Pages' }).count()).toBe(0);
    const frame = page.frames()[1];
    expect(frame?.url()).not.toContain('token');
    expect(
      await frame?.evaluate(() => document.documentElement.style.getPropertyValue('--accent')),
    ).toContain('#7a1f6b');
    await page.waitForFunction(() => (window as unknown as { asked: number }).asked > 0);
    await expect
      .poll(() => frame?.evaluate(() => sessionStorage.getItem('fuelgauge-portal-token')))
      .toBe(renewed.token);
    await inside.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(url).toContain('chrome=none#token=');
    await page.close();
  });

  test('a site that is not listed cannot frame it, whatever token it has', async () => {
    const body = { customer: 'acme', member: 'ada', roles: ['owner'], chrome: 'none' } as const;
    const { url } = await world.client.portalSessions.create(body);
    world.serveHost(`<iframe id="usage" src="${url}"></iframe>`);
    const page = await world.browser.newPage();
    const refused = page.waitForEvent('console', (said) => /frame-ancestors/.test(said.text()));
    // The same page by another name of this machine: another origin.
    await page.goto(world.hostOrigin.replace('127.0.0.1', 'localhost'));
    expect((await refused).text()).toContain(world.hostOrigin);
    const shown = page.frameLocator('#usage').getByRole('heading', { name: 'Overview' });
    expect(await shown.count()).toBe(0);
    await page.close();
  });

  test('a token that is over says so, and lets nobody in', async () => {
    const page = await world.browser.newPage();
    await page.goto(`${world.server.url}/c/acme#token=fp_1_0000000000000000000000000000000000`);
    await page.getByRole('heading', { name: 'This view has ended' }).waitFor();
    await page.getByRole('button', { name: 'Go to the start' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.close();
  });
});

describeWithBrowser('one’s own usage', () => {
  test('L1: a member is shown what they used themselves, what limits them and what others take', async () => {
    const revealed = ['user', 'user', 'somebody else'].map((user, index) => ({
      customer: 'lark',
      id: `reveal-${index}`,
      type: 'reveal.phone',
      dimensions: { user, feature: 'platform', credit_type: 'phone' },
      data: { account: `a${index}`, contact: `c${index}`, datapoint: 'phone' },
    }));
    const { results } = await world.client.events.record(revealed);
    expect(results.map(({ status }) => status)).toEqual(['charged', 'charged', 'charged']);
    const page = await openAs(world, { customer: 'lark', role: 'user', at: '/' });
    // It is the first page of who sees nothing else of the whole.
    await page.getByRole('heading', { name: 'My usage', level: 1 }).waitFor();
    // The card and the chart say the same.
    const used = page.getByRole('button', { name: '10 credits' });
    await expect.poll(() => used.count(), { timeout: 10_000 }).toBe(2);
    await page.getByText('No limit of your own is in force.').waitFor();
    await page.getByText('It needs one of these roles: Admin, Manager. Yours: User.').waitFor();
    const rows = page.getByRole('region', { name: 'Your latest entries' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(1 + 2);
    await page.getByRole('link', { name: 'All your entries' }).click();
    await page.getByRole('heading', { name: 'Activity log' }).waitFor();
    expect(new URL(page.url()).searchParams.get('f')).toBe('user:in:user');
    await page.goto(`${world.server.url}/c/lark/members`);
    await page.getByRole('rowheader', { name: /^user ?You/ }).waitFor();
    expect(await page.getByText('somebody else').count()).toBe(0);
    await page.close();
  });

  test('L1: behind the gate of the plan, a role that sees all is shown what they used themselves', async () => {
    const event = {
      customer: 'lark',
      id: 'reveal-of-admin',
      type: 'reveal.phone',
      dimensions: { user: 'admin', feature: 'platform', credit_type: 'phone' },
      data: { account: 'a9', contact: 'c9', datapoint: 'phone' },
    };
    await world.client.events.record(event);
    const page = await openAs(world, { customer: 'lark', role: 'admin', at: '/c/lark/me' });
    await page.getByRole('button', { name: '5 credits' }).first().click();
    await page.getByRole('link', { name: '1 ledger entry' }).click();
    await page.getByRole('heading', { name: 'Activity log' }).waitFor();
    const rows = page.getByRole('region', { name: 'Entries' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(1 + 1);
    for (const path of ['usage', 'activity', 'members']) {
      await page.goto(`${world.server.url}/c/lark/${path}`);
      await page.getByText(/The plan does not include it\. These plans do: Pro/).waitFor();
      expect(await page.getByText('somebody else').count()).toBe(0);
    }
    await page.context().close();
  });
});

describeWithBrowser('who has access', () => {
  test('somebody is invited by a link, signs up, is given another role and is out when it ends', async () => {
    const admin = await openAs(world, {
      customer: 'acme',
      role: 'owner',
      at: '/c/acme/people',
      write: true,
    });
    await admin.getByText('Nobody of this customer signs in here yet.').waitFor();
    const form = admin.getByRole('region', { name: 'Invite somebody' });
    await form.getByLabel('E-mail address').fill('zoe@example.com');
    await form.getByLabel('Developer').check();
    await form.getByRole('button', { name: 'Invite' }).click();
    const link = new URL(await form.getByLabel('Link', { exact: true }).inputValue());
    await admin.getByRole('row', { name: /zoe@example.com Developer .*Open until/ }).waitFor();
    const zoe = await (await world.browser.newContext()).newPage();
    await zoe.goto(`${world.server.url}${link.pathname}${link.hash}`);
    await zoe.getByText('zoe@example.com is invited to see the usage of Acme Inc.').waitFor();
    await zoe.getByLabel('Name').fill('Zoë');
    await zoe.getByLabel('New password').fill(PASSWORD);
    await zoe.getByRole('button', { name: 'Accept invitation' }).click();
    await zoe.getByRole('heading', { name: 'Overview' }).waitFor();
    await admin.reload();
    const row = admin.getByRole('row', { name: /zoe@example.com .*Signs in/ });
    await row.getByRole('button', { name: /Change/ }).click();
    await admin.getByLabel('Developer').first().uncheck();
    await admin.getByLabel('Reviewer').first().check();
    await admin.getByLabel(/Reason/).fill('Moved on');
    await admin.getByRole('button', { name: 'Save' }).click();
    await admin.getByRole('row', { name: /zoe@example.com Reviewer/ }).waitFor();
    await zoe.reload();
    await zoe.getByText(/It needs one of these roles: Owner, Developer/).waitFor();
    await row.getByRole('button', { name: /End access/ }).click();
    await admin.getByText('stop working at once').waitFor();
    await admin
      .getByRole('button', { name: /^End access of / })
      .last()
      .click();
    await admin.getByText(/^Access of .* has ended\.$/).waitFor();
    await zoe.reload();
    await zoe.getByText('No customer “acme”').waitFor();
    const { data } = await world.client.audit.list({ customer: 'acme' });
    expect(data.map(({ act, reason }) => `${act} ${reason}`)).toEqual(
      expect.arrayContaining(['membership.put Moved on', 'membership.remove null']),
    );
    await zoe.context().close();
    await admin.close();
  });
});

describeWithBrowser('invitations in a browser', () => {
  test('an invitation is replaced by another link, and withdrawn; who only reads has no buttons', async () => {
    const at = '/c/lark/people';
    const write = await openAs(world, { customer: 'lark', role: 'admin', at, write: true });
    const { url } = await world.client
      .memberships('lark')
      .invite({ email: 'kim@example.com', roles: ['user'] });
    await write.reload();
    const row = write.getByRole('row', { name: /kim@example.com/ });
    await row.getByRole('button', { name: /Another link/ }).click();
    const shown = await write.getByLabel('Link', { exact: true }).inputValue();
    expect(shown.split('#')[1]).not.toBe(url?.split('#')[1]);
    const reading = await openAs(world, { customer: 'lark', role: 'manager', at });
    await reading.getByText('You can read this page.').waitFor();
    await reading.getByRole('row', { name: /kim@example.com/ }).waitFor();
    expect(await reading.getByRole('button', { name: /Withdraw|Invite|link for/ }).count()).toBe(0);
    await reading.close();
    await row.getByRole('button', { name: /Withdraw/ }).click();
    await write.getByRole('button', { name: /Withdraw the invitation of/ }).click();
    await write.getByText('No invitation is open.').waitFor();
    const member = await openAs(world, { customer: 'lark', role: 'user', at });
    await member.getByText(/It needs one of these roles: Admin, Manager/).waitFor();
    await member.close();
    await write.close();
  });
});

// One browser's story, told in order.
let page: Page;
let secret = '';
let backup = '';

describeWithBrowser('signing in with a browser', () => {
  test('the first operator follows a link, chooses a password and is in', async () => {
    const { url } = await world.client.operators.invite({ email: 'ada@example.com' });
    page = await (await world.browser.newContext()).newPage();
    await page.goto(new URL(url ?? '').href.replace(new URL(url ?? '').origin, world.server.url));
    await page.getByText('ada@example.com is invited to operate this server.').waitFor();
    expect(page.url()).not.toContain('#');
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('New password').fill('aaaaaaaaaaaa');
    await page.getByRole('button', { name: 'Accept invitation' }).click();
    await page.getByText('This password is too easy').waitFor();
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Accept invitation' }).click();
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
    await page.getByText('Signed in as Ada').waitFor({ state: 'attached' });
  });

  test('an operator who signed in gives a reason before a customer’s page opens', async () => {
    await page.goto(`${world.server.url}/c/acme/activity`);
    await page.getByRole('heading', { name: 'Open the page of Acme Inc' }).waitFor();
  });

  test('48: axe finds nothing where people come in, in light and dark', async () => {
    const { operators } = world.client;
    const invited = await operators.invite({ email: 'bea@example.com' });
    const forgotten = await operators.passwordLink({ email: 'ada@example.com' });
    const other = await (await world.browser.newContext()).newPage();
    const pathOf = (url: string | null) => (url ?? '').replace(/^https?:\/\/[^/]*/, '');
    const found: Record<string, readonly string[]> = {};
    for (const [seen, address] of [
      [other, '/sign-in'],
      [other, pathOf(invited.url)],
      [other, pathOf(forgotten.url)],
      [page, '/account'],
      [page, '/op/customers/acme'],
    ] as const) {
      await seen.goto(`${world.server.url}${address}`);
      await seen.locator('h1').first().waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await seen.emulateMedia({ colorScheme });
        const violations = await violationsOf(seen);
        if (violations.length > 0) found[`${address} ${colorScheme}`] = violations;
      }
    }
    expect(found).toEqual({});
    await page.emulateMedia({ colorScheme: null });
    await other.context().close();
  });

  test('a second factor is set up with a code drawn here and the same in text', async () => {
    await page.goto(`${world.server.url}/account`);
    const card = page.locator('section.card', { hasText: 'Second factor' });
    await card.getByLabel('Present password').fill(PASSWORD);
    await card.getByRole('button', { name: 'Set up' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    secret = await page.locator('code.secret').innerText();
    backup = await page.locator('.backup-codes code').first().innerText();
    await page.getByLabel('Code the app shows').fill(totp(secret));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await card.getByText('On', { exact: true }).waitFor();
  });
});

describeWithBrowser('coming back with a browser', () => {
  test('an ended session signs in anew, with both factors, and returns to the same view', async () => {
    await page.goto(`${world.server.url}/op/log?q=acme`);
    await page.getByRole('heading', { name: 'Operator log' }).waitFor();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Search' }).click();
    await page.reload();
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await page.getByLabel('Password').fill('not the password at all');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Address and password do not go together here.').waitFor();
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Use a backup code' }).click();
    await page.getByLabel('Backup code').fill(backup);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Operator log' }).waitFor();
    expect(new URL(page.url()).search).toBe('?q=acme');
  });

  test('another password comes by a link, which works once, and ends every session', async () => {
    const { url } = await world.client.operators.passwordLink({ email: 'ada@example.com' });
    const { pathname, hash } = new URL(url ?? '');
    const other = await (await world.browser.newContext()).newPage();
    await other.goto(`${world.server.url}${pathname}${hash}`);
    await other.getByLabel('New password').fill('another river runs here');
    await other.getByRole('button', { name: 'Set password' }).click();
    await other.getByText('every session is over').waitFor();
    await other.goto(`${world.server.url}${pathname}${hash}`);
    await other.reload();
    await other.getByText('This link does not work').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.context().close();
    await page.context().close();
  });
});
