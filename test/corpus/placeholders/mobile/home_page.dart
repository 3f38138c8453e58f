import 'package:flutter/material.dart';
// Image.network('https://placehold.co/26x26')
class HomePage extends StatelessWidget {
  final String hero = 'https://placehold.co/1080x540';
  @override
  Widget build(BuildContext context) => Column(children: [
        Image.network('https://picsum.photos/250?image=9', width: 250, height: 250, semanticLabel: 'Autumn leaves'),
        CircleAvatar(backgroundImage: NetworkImage("https://placehold.co/72x72")),
        Image.asset('assets/images/onboarding.png'),
        Image.network('https://placehold.co/$size'),
        Card(child: ProductTile(title: 'Sleeping bag', image: 'https://placehold.co/240x180')),
      ]);
}
