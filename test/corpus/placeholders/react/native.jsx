import { Image, View } from 'react-native';
export const Profile = () => (
  <View>
    <Image source={{ uri: 'https://placehold.co/150x150' }} style={{ width: 150, height: 150 }} accessibilityLabel="Profile photo" />
    <Image source={require('./img/cover-photo.png')} />
    <ImageBackground source={{ uri: 'https://source.unsplash.com/random', width: 375, height: 200 }} />
  </View>
);
