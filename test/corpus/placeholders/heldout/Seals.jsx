export default () => <>
  <h2>Harbour seals</h2>
  <img class="x" src="https://placehold.co/550x560" />
  <p>{"a"} isn't {'b'} `tick</p>
  <img src="https://placehold.co/551x561?text=R&amp;D" alt="" />
  <img src="https://placehold.co/552x562?text=A&B" />
  <img alt='Say "hi"' src='https://placehold.co/553x563'/>
  <img src={"https:\u002F\u002Fplacehold.co/554x564"} alt="Escaped" />
  <img src={/* c */ "https://placehold.co/555x565"} alt="Comment inside" />
  <img src={("https://placehold.co/556x566")} alt="Parens" />
  <img src={x as string ?? "https://placehold.co/557x567"} alt="As" />
  <img src={fn("https://placehold.co/558x568")} alt="Call" />
  <img src={{ uri: 'https://placehold.co/559x569' }} alt="RN" />
  <Image source={{ uri: "https://placehold.co/560x570", width: 560, height: 570 }} accessibilityLabel="Native seal" />
  <Image source={require("./seal.png")} style={{ width: 50, height: 40 }} />
  <FlatList data={[{ id: 1, title: 'Pup', image: 'https://placehold.co/561x571' }]} renderItem={({ item }) => <Text>{item.title}</Text>} />
  <Foo render={() => <img src="https://placehold.co/562x572" alt="In a prop" />} />
  <a href="#"><img src="https://placehold.co/563x573" alt="In a link" /></a>
  <a href="https://placehold.co/564x574"><img src="https://placehold.co/565x575" alt="Linked" /></a>
  <link rel="icon" href="https://placehold.co/32x32" />
  <link rel="preload" as="image" href="https://placehold.co/566x576" />
  <meta property="og:image" content="https://placehold.co/567x577" />
  <audio src="https://placehold.co/600x400" />
</>;
