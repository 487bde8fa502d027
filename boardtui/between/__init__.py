"""What passes between meetings and between bodies: referrals, recommendations, the forward plan."""
