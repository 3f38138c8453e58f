export function Dashboard({ user }: { user: User }) {
  const cards = useMemo(() => [
    { title: 'Revenue', icon: '/icons/revenue.png' },
    { title: 'Visitors', icon: '/icons/visitors.png' },
  ], []);
  const isWide = window.innerWidth > 900 && user.id < 10;
  const re = /https:\/\/placehold\.co\/600x400/;
  return (
    <Layout sidebar={<Sidebar avatar="https://ui-avatars.com/api/?name=John+Doe" />}>
      <h2>{user.name}</h2>
      <Avatar src={user.photo ?? 'https://placehold.co/80x80'} fallbackSrc="https://placehold.co/81x81" />
      <Card cover="https://picsum.photos/480/270" heading="Weekly report" />
      <div className="h-40 w-80 bg-[url('https://placehold.co/320x160')]" />
      <p>Visit https://placehold.co/600x400 today</p>
      {isWide ? <img src="https://placehold.co/1000x250" alt="Chart of revenue" /> : null}
    </Layout>
  );
}
