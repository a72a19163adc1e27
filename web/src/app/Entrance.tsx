import { RouterProvider } from '@tanstack/react-router';
import { lazy, type ReactNode } from 'react';
import { AccessContext } from '../data/session.ts';
import { Failed } from '../panels/Failed.tsx';
import { WithLateTexts } from '../panels/WithLateTexts.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { router } from './router.ts';
import { useEntrance } from './use-entrance.ts';

// Most visits are of somebody who is there already: what lets people in is loaded when it is needed.
const SignIn = lazy(async () => ({ default: (await import('../pages/SignIn.tsx')).SignIn }));
const Ended = lazy(async () => ({ default: (await import('../pages/Ended.tsx')).Ended }));
const Invitation = lazy(async () => ({
  default: (await import('../pages/Invitation.tsx')).Invitation,
}));
const ResetPassword = lazy(async () => ({
  default: (await import('../pages/ResetPassword.tsx')).ResetPassword,
}));

/** Lets people in, and shows the page to whoever is there. */
export function Entrance() {
  const { access, session, kind, isRefused, enter } = useEntrance();
  const { pathname } = window.location;
  if (pathname === '/invitation') return <Lone page={<Invitation />} />;
  if (pathname === '/reset-password') return <Lone page={<ResetPassword />} />;
  if (session.failure && !isRefused && !session.value) {
    return (
      <main className="lone">
        <div className="card">
          <Failed what="thePage" failure={session.failure} retry={session.reload} />
        </div>
      </main>
    );
  }
  if (kind === 'token' && isRefused) return <Lone page={<Ended />} />;
  if (!isRefused && !access) return <Skeleton page />;
  const isSomebody = access?.session.demo || access?.session.authenticated;
  if (!access || !isSomebody || pathname === '/sign-in') {
    return <Lone page={<SignIn isKeyRefused={isRefused && kind === 'key'} enter={enter} />} />;
  }
  return (
    <AccessContext value={access}>
      <RouterProvider router={router} />
    </AccessContext>
  );
}

function Lone({ page }: { readonly page: ReactNode }) {
  return <WithLateTexts fallback={<Skeleton page />}>{page}</WithLateTexts>;
}
